export type CoverUpload =
  | { ok: true; key: string; url: string }
  | { ok: false; fault: 'type' | 'too_large' | 'unauthenticated' | 'rate_limited' | 'away' };

/** Pictures a browser shows everywhere; the server checks the bytes themselves. */
export const COVER_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;

const FAULT_OF_STATUS: Record<number, Extract<CoverUpload, { ok: false }>['fault']> = {
  400: 'type',
  401: 'unauthenticated',
  403: 'unauthenticated',
  413: 'too_large',
  415: 'type',
  422: 'type',
  429: 'rate_limited',
};

/** Sends the picture's bytes as they are; resolves to the key a campaign is saved with. Never rejects. */
export async function uploadCover(picture: Blob): Promise<CoverUpload> {
  if (!COVER_TYPES.some((type) => type === picture.type)) return { ok: false, fault: 'type' };
  try {
    const response = await fetch('/uploads/covers', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': picture.type },
      body: picture,
    });
    if (!response.ok) return { ok: false, fault: FAULT_OF_STATUS[response.status] ?? 'away' };
    const { key, url } = (await response.json()) as { key: string; url: string };
    return { ok: true, key, url };
  } catch {
    return { ok: false, fault: 'away' };
  }
}

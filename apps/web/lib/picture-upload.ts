export type PictureUpload =
  | { ok: true; key: string; url: string }
  | { ok: false; fault: 'type' | 'too_large' | 'unauthenticated' | 'rate_limited' | 'away' };

/** Pictures a browser shows everywhere; the server checks the bytes themselves. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;

const FAULT_OF_STATUS: Record<number, Extract<PictureUpload, { ok: false }>['fault']> = {
  400: 'type',
  401: 'unauthenticated',
  403: 'unauthenticated',
  413: 'too_large',
  415: 'type',
  422: 'type',
  429: 'rate_limited',
};

/** Who may send pictures where: staff for a campaign, anybody for a team. */
export type PictureAddress = '/uploads/covers' | '/uploads/team-pictures';

/**
 * Sends the picture's bytes as they are; resolves to the key a form is saved with. Never rejects.
 */
export async function uploadPicture(address: PictureAddress, picture: Blob): Promise<PictureUpload> {
  if (!PICTURE_TYPES.some((type) => type === picture.type)) return { ok: false, fault: 'type' };
  try {
    const response = await fetch(address, {
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

export type EvidenceAnswer = { ok: true } | { ok: false; message: string | null };

/** What a browser's file dialog offers; the server looks at the bytes themselves. */
export const EVIDENCE_TYPES = '.pdf,.png,.jpg,.jpeg';

/** Adds a file to a refund or a dispute. A refusal carries the server's sentence; null when nobody answered. Never rejects. */
export async function addEvidence(documentId: string, file: Blob, locale: string): Promise<EvidenceAnswer> {
  const path = `/evidence?${new URLSearchParams({ document: documentId }).toString()}`;
  const headers = { 'content-type': 'application/octet-stream' };
  return send(path, { method: 'POST', headers, body: file }, locale);
}

/** Takes one's own file away for good. Never rejects. */
export async function removeEvidence(id: string, locale: string): Promise<EvidenceAnswer> {
  return send(`/evidence/${encodeURIComponent(id)}`, { method: 'DELETE' }, locale);
}

async function send(path: string, init: RequestInit, locale: string): Promise<EvidenceAnswer> {
  try {
    const headers = { ...(init.headers as Record<string, string> | undefined), 'accept-language': locale };
    const response = await fetch(path, { ...init, credentials: 'same-origin', headers });
    if (response.ok) return { ok: true };
    const { message } = (await response.json()) as { message?: unknown };
    return { ok: false, message: typeof message === 'string' ? message : null };
  } catch {
    return { ok: false, message: null };
  }
}

import type { ApiFault } from '../../lib/api-error.js';

export type StatementUpload = { ok: true; key: string } | { ok: false; fault: ApiFault };

const FAULT_OF_STATUS: Record<number, ApiFault> = {
  400: 'bad_input',
  401: 'unauthenticated',
  403: 'forbidden',
  413: 'bad_input',
  429: 'rate_limited',
};

/** Sends the file's bytes as they are; resolves to the key it is read by. Never rejects. */
export async function uploadStatement(file: Blob): Promise<StatementUpload> {
  try {
    const response = await fetch('/uploads/statements', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    });
    if (!response.ok) return { ok: false, fault: FAULT_OF_STATUS[response.status] ?? 'away' };
    return { ok: true, key: ((await response.json()) as { key: string }).key };
  } catch {
    return { ok: false, fault: 'away' };
  }
}

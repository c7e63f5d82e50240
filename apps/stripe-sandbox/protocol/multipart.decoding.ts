import { createHash } from 'node:crypto';
import { invalidRequest } from './stripe.fault.js';

/**
 * A multipart body as the form every handler reads. Of a file only what describes it goes on: `file[name]`,
 * `file[type]`, `file[size]` and `file[sha256]`; the sandbox keeps no bytes.
 * Throws 400 for a body that is no multipart form.
 */
export async function encodeMultipart(body: Buffer, contentType: string): Promise<string> {
  const parts = await readParts(body, contentType);
  const form = new URLSearchParams();
  for (const [name, value] of parts) {
    if (typeof value === 'string') {
      form.append(name, value);
      continue;
    }
    const bytes = Buffer.from(await value.arrayBuffer());
    form.append(`${name}[name]`, value.name);
    form.append(`${name}[type]`, value.type);
    form.append(`${name}[size]`, String(bytes.length));
    form.append(`${name}[sha256]`, createHash('sha256').update(bytes).digest('hex'));
  }
  return form.toString();
}

async function readParts(body: Buffer, contentType: string): Promise<Iterable<[string, string | File]>> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw invalidRequest('Invalid request: the multipart body could not be read');
  }
}

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 over the text in UTF-8. */
export function digestOf(text: string): Uint8Array {
  return sha256(utf8ToBytes(text));
}

/** SHA-256 over the text in UTF-8, as 64 lower-case hexadecimal digits. */
export function hexDigestOf(text: string): string {
  return bytesToHex(digestOf(text));
}

import { base64urlToBytes } from './base64url.js';

export type SignatureVerdict = 'true' | 'false' | 'unsupported';

/** Checks an Ed25519 signature over a text in UTF-8; key and signature are base64url. */
export type SignatureCheck = (publicKey: string, text: string, signature: string) => Promise<SignatureVerdict>;

/** Through the Web Cryptography of browsers (Chrome 137, Firefox 129, Safari 17 and later) and Node. */
export const verifyEd25519: SignatureCheck = async (publicKey, text, signature) => {
  const [key, signed] = [base64urlToBytes(publicKey), base64urlToBytes(signature)];
  if (key?.length !== 32 || signed?.length !== 64) return 'false';
  try {
    const imported = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
    const fits = await crypto.subtle.verify('Ed25519', imported, signed, new TextEncoder().encode(text));
    return fits ? 'true' : 'false';
  } catch (error) {
    // An older browser does not know the algorithm, and says so by this name; a page without https has no `subtle`.
    if (error instanceof Error && (error.name === 'NotSupportedError' || error instanceof TypeError))
      return 'unsupported';
    return 'false';
  }
};

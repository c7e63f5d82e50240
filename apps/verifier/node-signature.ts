import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { SignatureCheck } from '#verifier';

/** Ed25519 by Node's own module: the same in every version from 20 on, where Web Cryptography still warns about it. */
export const verifyByNode: SignatureCheck = (publicKey, text, signature) => {
  let key: KeyObject;
  try {
    key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } });
  } catch {
    return Promise.resolve('false');
  }
  const fits = verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
  return Promise.resolve(fits ? 'true' : 'false');
};

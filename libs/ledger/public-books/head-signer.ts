import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Settings } from '#platform';

/** DER before the 32 bytes of an Ed25519 seed (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs heads with the charity's Ed25519 key. */
@Injectable()
export class HeadSigner {
  /** The public key, base64url. */
  readonly publicKey: string;
  private readonly key: KeyObject;

  constructor(@Inject(Settings) settings: Pick<Settings, 'booksSigningKey' | 'dataKey'>) {
    // Only outside of production: there the setting is asked for.
    const seed = settings.booksSigningKey ?? createHash('sha256').update('books').update(settings.dataKey).digest();
    this.key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.key).export({ format: 'jwk' }).x ?? '';
  }

  /** The signature over the text in UTF-8, base64url. */
  sign(text: string): string {
    return sign(null, Buffer.from(text, 'utf8'), this.key).toString('base64url');
  }
}

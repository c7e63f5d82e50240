import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new visitor's cookie: 256 random bits. */
export function newVisitorToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a visitor: a leaked table must not open anybody's pledges. */
export function visitorHash(token: string): string {
  return createHash('sha256').update(`visitor:${token}`).digest('base64url');
}

/** The signed link to one pledge. Derived, so that it needs no table and can be made again for a mail. */
export function accessTokenFor(pledgeId: string, secret: string): string {
  return createHmac('sha256', secret).update(`pledge:${pledgeId}`).digest('base64url');
}

/** Whether `token` is the signed link to this pledge; compares in constant time. */
export function holdsAccessToken(pledgeId: string, token: string, secret: string): boolean {
  const expected = Buffer.from(accessTokenFor(pledgeId, secret));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

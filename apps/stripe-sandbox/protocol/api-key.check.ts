import { unauthorized } from './stripe.fault.js';

const NO_KEY =
  'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth ' +
  "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY').";

const TEST_KEY = /^[rs]k_test_\w+$/;

/**
 * Lets a request with a test key pass (Bearer, or Basic with the key as user name); throws 401 otherwise.
 * A live key is refused above all: its owner believes to be talking to Stripe.
 */
export function checkApiKey(authorization: string | undefined): void {
  const key = keyFrom(authorization);
  if (key === undefined || key === '') throw unauthorized(NO_KEY);
  if (!TEST_KEY.test(key)) throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
}

function keyFrom(authorization: string | undefined): string | undefined {
  const [scheme = '', credentials = ''] = (authorization ?? '').trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)[0];
}

function masked(key: string): string {
  return `${key.slice(0, 8)}${'*'.repeat(Math.max(4, Math.min(20, key.length - 8)))}`;
}

import type { Locale } from '../../lib/locale.js';

export type SignInOutcome = 'signed_in' | 'wrong' | 'locked' | 'rate_limited' | 'away';

/** Signs in by e-mail and password; the session is a cookie the server sets. Never rejects. */
export async function signIn(email: string, password: string, locale: Locale): Promise<SignInOutcome> {
  try {
    const response = await post('/api/auth/sign-in/email', { email, password }, locale);
    if (response.ok) return 'signed_in';
    return outcomeOfStatus(response.status);
  } catch {
    return 'away';
  }
}

/** Ends the session on the server. Resolves to whether it did. */
export async function signOut(locale: Locale): Promise<boolean> {
  try {
    return (await post('/api/auth/sign-out', {}, locale)).ok;
  } catch {
    return false;
  }
}

/** What a refusal means to the person at the form. */
export function outcomeOfStatus(status: number): Exclude<SignInOutcome, 'signed_in'> {
  if (status === 429) return 'rate_limited';
  if (status === 403 || status === 423) return 'locked';
  return status >= 400 && status < 500 ? 'wrong' : 'away';
}

function post(path: string, body: object, locale: Locale): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'accept-language': locale },
    body: JSON.stringify(body),
  });
}

import { createClient, type Client } from 'graphql-sse';
import type { Locale } from './locale.js';

const LIVE_URL = '/graphql/stream';

/** Opens streams of live answers. A chunk of its own: it loads once the page stands. */
export function createLiveClient(locale: Locale): Client {
  return createClient({
    url: LIVE_URL,
    credentials: 'same-origin',
    headers: { 'accept-language': locale },
    // Who follows knows what to do meanwhile, and when to try again (use-live.ts).
    retryAttempts: 0,
  });
}

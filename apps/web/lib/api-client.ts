import { cacheExchange, Client, fetchExchange, type Exchange, type SSRExchange } from 'urql';
import type { Locale } from './locale.js';

export interface ApiClientOptions {
  /** Where GraphQL lives; on the server any address, because `fetch` answers in process. */
  url: string;
  locale: Locale;
  ssr: SSRExchange;
  /** What follows live answers; only a browser does. */
  live?: Exchange;
  fetch?: typeof fetch;
}

/** One client per page load (browser) or per rendered page (server); the api answers in `locale`. */
export function createApiClient({ url, locale, ssr, live, fetch }: ApiClientOptions): Client {
  return new Client({
    url,
    exchanges: [cacheExchange, ssr, ...(live ? [live] : []), fetchExchange],
    // Always POST: the api refuses GET against cross-site reads.
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin', headers: { 'accept-language': locale } },
    ...(fetch ? { fetch } : {}),
  });
}

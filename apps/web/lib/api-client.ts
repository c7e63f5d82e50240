import { cacheExchange, Client, fetchExchange, type SSRExchange } from 'urql';
import type { Locale } from './locale.js';

export interface ApiClientOptions {
  /** Where GraphQL lives; on the server any address, because `fetch` answers in process. */
  url: string;
  locale: Locale;
  ssr: SSRExchange;
  fetch?: typeof fetch;
}

/** One client per page load (browser) or per rendered page (server); the api answers in `locale`. */
export function createApiClient({ url, locale, ssr, fetch }: ApiClientOptions): Client {
  return new Client({
    url,
    exchanges: [cacheExchange, ssr, fetchExchange],
    // Always POST: the api refuses GET against cross-site reads.
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin', headers: { 'accept-language': locale } },
    ...(fetch ? { fetch } : {}),
  });
}

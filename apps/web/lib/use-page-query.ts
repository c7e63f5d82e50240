import { useQuery, type AnyVariables, type TypedDocumentNode } from 'urql';
import { apiFaultOf, passesByItself, type ApiFault } from './api-error.js';
import { usePolling } from './use-polling.js';

export type PageQuery<Data> =
  | { status: 'loading' }
  | { status: 'failed'; fault: ApiFault; retry: () => void }
  | { status: 'ready'; data: Data; refresh: () => void };

/** A page's one query. While the api is away it asks again by itself, so the page recovers without a reload. */
export function usePageQuery<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): PageQuery<Data> {
  // urql's conditional argument type cannot be proved for a generic Variables; the pair itself is checked above.
  const [{ data, error }, ask] = useQuery<Data>({
    query: query as TypedDocumentNode<Data>,
    variables: { ...variables },
  });
  const fault = error && !data ? apiFaultOf(error) : null;
  const retry = (): void => ask({ requestPolicy: 'network-only' });

  usePolling({
    enabled: fault !== null && passesByItself(fault),
    delayMs: () => 3_000,
    ask: () => {
      retry();
      // The hook's own state tells whether it worked: a success switches this polling off.
      return Promise.resolve('failed');
    },
  });
  if (data) return { status: 'ready', data, refresh: retry };
  return fault ? { status: 'failed', fault, retry } : { status: 'loading' };
}

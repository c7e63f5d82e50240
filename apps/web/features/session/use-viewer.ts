import { useQuery } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import type { ResultOf } from '../../lib/graphql.js';
import { ViewerQuery } from './viewer.query.js';

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>;

export type ViewerState =
  | { status: 'loading' }
  | { status: 'failed'; fault: ApiFault; retry: () => void }
  | { status: 'signed_out' }
  | { status: 'signed_in'; viewer: Viewer };

/** The signed-in person, asked afresh whenever a console opens. */
export function useViewer(): ViewerState {
  const [{ data, error, fetching }, ask] = useQuery({ query: ViewerQuery, requestPolicy: 'cache-and-network' });
  if (data?.viewer) return { status: 'signed_in', viewer: data.viewer };
  if (fetching) return { status: 'loading' };
  if (error) {
    const retry = (): void => ask({ requestPolicy: 'network-only' });
    return { status: 'failed', fault: apiFaultOf(error), retry };
  }
  return { status: 'signed_out' };
}

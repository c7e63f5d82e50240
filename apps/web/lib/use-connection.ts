import { useCallback, useEffect, useRef, useState } from 'react';
import type { CombinedError, OperationResult } from 'urql';
import { apiFaultOf, type ApiFault } from './api-error.js';

export interface ConnectionPage<Node> {
  nodes: readonly Node[];
  endCursor: string | null;
  hasNextPage: boolean;
}

export interface Connection<Node> {
  nodes: readonly Node[];
  hasMore: boolean;
  status: 'loading' | 'ready' | 'failed';
  fault: ApiFault | null;
  loadMore: () => void;
  reload: () => void;
}

/** A fault carried as an exception from a page's query to the list that shows it. */
export class ApiFaultError extends Error {
  constructor(readonly fault: ApiFault) {
    super(fault);
  }
}

/** The data of a result, or an ApiFaultError: for code that reads top to bottom. */
export function dataOrThrow<Data>(result: OperationResult<Data>): Data {
  if (result.error) throw new ApiFaultError(apiFaultOf(result.error satisfies CombinedError));
  if (result.data === undefined) throw new ApiFaultError('internal');
  return result.data;
}

/** Relay's shape, as the api gives it. */
export interface RelayConnection<Node> {
  edges: readonly { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Relay's shape → a page. */
export function connectionPage<Node>(connection: RelayConnection<Node>): ConnectionPage<Node> {
  const { hasNextPage, endCursor } = connection.pageInfo;
  return { nodes: connection.edges.map(({ node }) => node), hasNextPage, endCursor };
}

interface State<Node> {
  pages: readonly ConnectionPage<Node>[];
  status: Connection<Node>['status'];
  fault: ApiFault | null;
}

/**
 * Follows a connection by cursor, page after page. A change of `filterKey` starts over; an answer that was
 * asked for under an older filter is dropped.
 */
export function useConnection<Node>(
  filterKey: string,
  fetchPage: (after: string | null) => Promise<ConnectionPage<Node>>,
): Connection<Node> {
  const [state, setState] = useState<State<Node>>({ pages: [], status: 'loading', fault: null });
  const fetchLatest = useRef(fetchPage);
  const asked = useRef(0);
  useEffect(() => {
    fetchLatest.current = fetchPage;
  });

  /** Asks for the page after `kept`; `shown` stays on the screen until the answer is there. */
  const load = useCallback(async (kept: readonly ConnectionPage<Node>[], shown: readonly ConnectionPage<Node>[]) => {
    const question = (asked.current += 1);
    setState({ pages: shown, status: 'loading', fault: null });
    try {
      const page = await fetchLatest.current(kept.at(-1)?.endCursor ?? null);
      if (question === asked.current) setState({ pages: [...kept, page], status: 'ready', fault: null });
    } catch (error) {
      const fault = error instanceof ApiFaultError ? error.fault : 'internal';
      if (question === asked.current) setState({ pages: shown, status: 'failed', fault });
    }
  }, []);

  useEffect(() => {
    void load([], []);
  }, [filterKey, load]);

  return {
    nodes: state.pages.flatMap(({ nodes }) => nodes),
    hasMore: state.pages.at(-1)?.hasNextPage ?? false,
    status: state.status,
    fault: state.fault,
    loadMore: () => void load(state.pages, state.pages),
    reload: () => void load([], state.pages),
  };
}

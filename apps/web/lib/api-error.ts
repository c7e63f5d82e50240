/** What went wrong with a request, in the few kinds a page can say something useful about. */
export type ApiFault =
  'away' | 'rate_limited' | 'unauthenticated' | 'forbidden' | 'not_found' | 'bad_input' | 'conflict' | 'internal';

/** The parts of urql's CombinedError this reads; `response` is whatever the transport left there. */
export interface FailedRequest {
  networkError?: Error | undefined;
  graphQLErrors: readonly { extensions?: Record<string, unknown> | undefined }[];
  response?: unknown;
}

const FAULT_OF_CODE: Record<string, ApiFault> = {
  RATE_LIMITED: 'rate_limited',
  UNAUTHENTICATED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not_found',
  BAD_INPUT: 'bad_input',
  BAD_USER_INPUT: 'bad_input',
  GRAPHQL_VALIDATION_FAILED: 'bad_input',
  CONFLICT: 'conflict',
};

/** Sorts a failed request. The server's own code wins over the HTTP status; no answer at all is `away`. */
export function apiFaultOf(error: FailedRequest): ApiFault {
  for (const { extensions } of error.graphQLErrors) {
    const code = extensions?.['code'];
    const fault = typeof code === 'string' ? FAULT_OF_CODE[code] : undefined;
    if (fault) return fault;
  }
  const status = statusOf(error.response);
  if (status === 429) return 'rate_limited';
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status !== undefined && status >= 502 && status <= 504) return 'away';
  if (error.graphQLErrors.length > 0) return 'internal';
  return status === undefined || status < 500 ? 'away' : 'internal';
}

/** Faults that pass by themselves: a page may try again without being asked. */
export function passesByItself(fault: ApiFault): boolean {
  return fault === 'away' || fault === 'rate_limited' || fault === 'internal';
}

function statusOf(response: unknown): number | undefined {
  if (typeof response !== 'object' || response === null || !('status' in response)) return undefined;
  return typeof response.status === 'number' ? response.status : undefined;
}

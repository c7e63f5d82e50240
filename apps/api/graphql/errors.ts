import { RequestError, UserError, type RequestErrorCode } from '#kernel';
import { Logger } from '#platform';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { translator, type Locale } from '../messages/messages.js';

export type ErrorCode = RequestErrorCode | 'INTERNAL';

/** HTTP statuses of the same failures where they are answered outside GraphQL. */
export const HTTP_STATUS: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL: 500,
};

/** Apollo's and graphql-js's own complaints about a request are the caller's to mend. */
const CALLER_FAULTS = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
]);

/** What a caller may learn of a failure: its code, its sentence, and nothing of our insides. */
export interface ErrorView {
  code: ErrorCode;
  message: string;
  reason: string;
}

/** The one mapper from any failure to what the caller is told; ours are logged, theirs are not. */
export function errorView(error: unknown, locale: Locale, logger: Logger): ErrorView {
  const t = translator(locale);
  if (error instanceof RequestError)
    return { code: error.kind, reason: error.code, message: t(error.code, error.params) };
  if (error instanceof UserError)
    return { code: 'BAD_INPUT', reason: error.code, message: t(error.code, error.params) };
  logger.error({ err: error }, 'a request failed by our own mistake');
  return { code: 'INTERNAL', reason: 'internal', message: t('internal') };
}

/** Turns errors of an operation into `extensions.code` and a sentence in the visitor's language. */
export function formatGraphError(
  formatted: GraphQLFormattedError,
  error: unknown,
  logger: Logger,
): GraphQLFormattedError {
  const cause = rootOf(error);
  const { locations, path } = formatted;
  const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  if (cause instanceof GraphQLError && CALLER_FAULTS.has(String(formatted.extensions?.['code']))) {
    return { ...place, message: formatted.message, extensions: { code: 'BAD_INPUT', reason: 'operation_malformed' } };
  }
  // A plugin attaches the visitor's language before errors are formatted; without a context it is Chinese.
  const locale: Locale = error instanceof GraphQLError && error.extensions['locale'] === 'en' ? 'en' : 'zh-CN';
  const { message, ...extensions } = errorView(cause, locale, logger);
  return { ...place, message, extensions: { ...extensions } };
}

function rootOf(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError) current = current.originalError;
  return current;
}

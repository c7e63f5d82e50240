/** Values that fill the placeholders of an error's sentence; fen stay bigint until they are shown. */
export type ErrorParams = Readonly<Record<string, string | number | bigint>>;

/**
 * A failure the rules foresee. Services throw it, so the transaction around them rolls back; one mapper at the edge
 * of the api turns it into an answer in the visitor's language. `code` is stable and reads as a sentence.
 */
export abstract class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly params: ErrorParams = {},
  ) {
    super(`${code} ${JSON.stringify(params, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))}`);
    this.name = new.target.name;
  }
}

/** The person who asked can put it right; it answers as a member of the mutation's union. */
export abstract class UserError extends DomainError {
  /** Name of the GraphQL type that carries this error. */
  abstract readonly typeName: string;
}

export type RequestErrorCode =
  'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_INPUT' | 'CONFLICT' | 'RATE_LIMITED';

/** The request itself cannot be served as asked; it answers as a GraphQL error or an HTTP status. */
export class RequestError extends DomainError {
  constructor(
    readonly kind: RequestErrorCode,
    code: string,
    params: ErrorParams = {},
  ) {
    super(code, params);
  }
}

/** A field of a form that breaks its rule; `field` is its name in the input. */
export class FieldRejectedError extends UserError {
  readonly typeName = 'FieldRejectedError';

  constructor(
    readonly field: string,
    code: string,
    params: ErrorParams = {},
  ) {
    super(code, { field, ...params });
  }
}

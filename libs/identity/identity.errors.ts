import { UserError } from '#kernel';

/** The code is wrong, too old, or was tried too often. Which of them is not said. */
export class SignInCodeError extends UserError {
  readonly typeName = 'SignInCodeError';

  constructor() {
    super('sign_in_code_wrong');
  }
}

/** Too many codes were asked for, by this address or to this one. */
export class TooManyCodesError extends UserError {
  readonly typeName = 'TooManyCodesError';

  constructor(
    /** When to try again, in seconds. */
    readonly seconds: number,
  ) {
    super('too_many_codes', { minutes: Math.ceil(seconds / 60) });
  }
}

/** The code could not be handed over: the mail server or the gateway is away, or refuses the address. */
export class CodeNotSentError extends UserError {
  readonly typeName = 'CodeNotSentError';

  constructor(cause: unknown) {
    super('code_not_sent');
    this.cause = cause;
  }
}

/** The new address got an account of its own after the code was sent. Whoever reads this holds the address. */
export class AddressHasAccountError extends UserError {
  readonly typeName = 'AddressHasAccountError';

  constructor() {
    super('address_has_account');
  }
}

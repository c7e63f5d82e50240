import { UserError, type Fen } from '#kernel';

/** An account does not hold what is to be taken from it. */
export class InsufficientFundError extends UserError {
  readonly typeName = 'InsufficientFundError';

  /** @param held what the account holds, in fen */
  constructor(accountKey: string, asked: Fen, held: Fen) {
    super('fund_insufficient', { account: accountKey, asked, held });
  }
}

/** More is to be given back of a gift than is left of it. */
export class GiftExceededError extends UserError {
  readonly typeName = 'GiftExceededError';

  constructor(giftId: string, asked: Fen, left: Fen) {
    super('gift_exceeded', { giftId, asked, left });
  }
}

/** The same business key has been posted with another content. */
export class TransferConflictError extends UserError {
  readonly typeName = 'TransferConflictError';

  constructor(ids: readonly string[]) {
    super('transfer_conflict', { ids: ids.join(', ') });
  }
}

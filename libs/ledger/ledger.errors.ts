import { UserError, type Fen } from '#kernel';

/** An account does not hold what is to be taken from it. */
export class InsufficientFundError extends UserError {
  readonly typeName = 'InsufficientFundError';

  /** @param held what the account holds, in fen */
  constructor(accountKey: string, asked: Fen, held: Fen) {
    super('fund_insufficient', { account: accountKey, asked, held });
  }
}

/** What the funds of one federation lack. */
export interface FundShortage {
  orgUnitId: string;
  held: Fen;
  missing: Fen;
}

/** Funds would give up more than they hold; every one is named. */
export class ShortFundsError extends UserError {
  readonly typeName = 'ShortFundsError';

  constructor(readonly shortages: readonly FundShortage[]) {
    super('funds_short', { count: shortages.length });
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

import type { Fen } from '#kernel';

/**
 * How far the money of one fund account (campaign × city × source) has come, in all. Each figure includes the ones
 * further on: what is confirmed was paid, what was paid was applied for.
 */
export interface FundProgress {
  /** Applied for, and neither withdrawn nor come back. */
  applied: Fen;
  /** Paid out to the city, and not come back. */
  paid: Fen;
  /** Confirmed by the city, and not paid back. */
  confirmed: Fen;
  /** Given back to the pool unused. */
  givenBack: Fen;
}

/** How a line's money stands, in fen; the parts sum to what is left of the line. */
export interface LineProgress {
  confirmed: Fen;
  paid: Fen;
  applied: Fen;
  givenBack: Fen;
  /** In the fund, waiting for the city to apply. */
  allocated: Fen;
}

/**
 * Money of one fund account is used in the order it arrived: the line holds the fen from `place` to `place + left` of
 * the account, and the first `confirmed` fen of the account are confirmed, the next up to `paid` are paid, and so on.
 * What was given back to the pool is taken to lie behind everything in use.
 * @param place fen that arrived before the line and are still there or used
 * @param left fen of the line that its giver has not been given back
 */
export function progressOf(place: Fen, left: Fen, fund: FundProgress): LineProgress {
  let reached = place;
  const upTo = (end: Fen): Fen => {
    const stop = end < place + left ? end : place + left;
    const part = stop > reached ? stop - reached : 0n;
    reached += part;
    return part;
  };
  const confirmed = upTo(fund.confirmed);
  const paid = upTo(fund.paid);
  const applied = upTo(fund.applied);
  const givenBack = upTo(fund.applied + fund.givenBack);
  return { confirmed, paid, applied, givenBack, allocated: place + left - reached };
}

import { invariant, offsetOf, proportion, type Fen } from '#kernel';

/** A campaign's part of a payout, in fen; negative when it gave back more than came in. */
export interface PayoutShare {
  /** Null for what belongs to no campaign that is known. */
  campaignId: string | null;
  amount: Fen;
}

/**
 * Whose money a payout is. What its lines tell apart goes to their campaigns. The rest (a manual payout has no lines,
 * a payment of another installation has no campaign) is taken from what the campaigns hold at the provider, in
 * proportion, the odd fen by the payout's own number; what nobody holds belongs to no campaign.
 * @param known by the lines of the payout
 * @param held at the provider, before this payout
 * @returns shares that add up to the amount, without empty ones, by campaign
 */
export function sharesOf(
  payoutId: string,
  amount: Fen,
  known: readonly PayoutShare[],
  held: readonly PayoutShare[],
): PayoutShare[] {
  const shares = new Map<string | null, Fen>();
  const add = (campaignId: string | null, part: Fen): void => {
    shares.set(campaignId, (shares.get(campaignId) ?? 0n) + part);
  };
  for (const share of known) add(share.campaignId, share.amount);
  let rest = amount - [...shares.values()].reduce((sum, part) => sum + part, 0n);
  const sign = rest < 0n ? -1n : 1n;
  rest *= sign;
  const holders = held
    .map((holding) => ({ ...holding, left: (holding.amount - (shares.get(holding.campaignId) ?? 0n)) * sign }))
    .filter(({ left }) => left > 0n)
    .sort((a, b) => ((a.campaignId ?? '') < (b.campaignId ?? '') ? -1 : 1));
  const total = holders.reduce((sum, { left }) => sum + left, 0n);
  const shared = rest < total ? rest : total;
  if (shared > 0n) {
    const parts = proportion(
      shared,
      holders.map(({ left }) => left),
      offsetOf(payoutId),
    );
    holders.forEach(({ campaignId }, k) => add(campaignId, (parts[k] ?? 0n) * sign));
  }
  if (rest > shared) add(null, (rest - shared) * sign);
  const found = [...shares]
    .map(([campaignId, part]) => ({ campaignId, amount: part }))
    .filter((share) => share.amount !== 0n)
    .sort((a, b) => ((a.campaignId ?? '') < (b.campaignId ?? '') ? -1 : 1));
  invariant(found.reduce((sum, share) => sum + share.amount, 0n) === amount, 'the shares of a payout add up to it');
  return found;
}

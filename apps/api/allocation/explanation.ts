import { formatYuan, plainYuan } from '#kernel';
import type { GiftPosting } from '#ledger';
import type { Translate } from '../messages/messages.js';

export interface ExplainedLeg {
  amount: bigint;
  weight: bigint;
  /** Short name of the city. */
  city: string;
}

/** Why a leg has its amount, in one sentence. */
export function reasonOf(leg: ExplainedLeg, posting: GiftPosting, ruleVersion: number, t: Translate): string {
  if (posting.source === 'DIRECT') return t('line_direct', { city: leg.city });
  return t('line_pool', {
    version: ruleVersion,
    count: posting.legs.length,
    city: leg.city,
    weight: leg.weight.toString(),
    total: posting.totalWeight.toString(),
  });
}

/** The sum a reader can do again; an exact share that is no whole fen is shown with two more places. */
export function arithmeticOf(leg: ExplainedLeg, posting: GiftPosting): string {
  const gift = plainYuan(posting.amount);
  if (posting.source === 'DIRECT') return `${gift} × 100% = ${formatYuan(leg.amount)}`;
  const product = posting.amount * leg.weight;
  const share = `${gift} × ${leg.weight} ÷ ${posting.totalWeight}`;
  if (product % posting.totalWeight === 0n) return `${share} = ${formatYuan(leg.amount)}`;
  const hundredths = (product * 100n) / posting.totalWeight;
  const exact = `${plainYuan(hundredths / 100n)}${(hundredths % 100n).toString().padStart(2, '0')}`;
  return `${share} ≈ ${exact} → ${formatYuan(leg.amount)}`;
}

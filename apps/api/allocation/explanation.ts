import { formatYuan, plainYuan, type Fen } from '#kernel';
import type { ExplainedLeg, ExplainedPlacement, GiftChange } from '#ledger';
import type { Translate } from '../messages/messages.js';
import { LineState } from './allocation.model.js';

/** A part of a line that has come equally far. */
export interface Standing {
  state: LineState;
  amount: Fen;
}

/** A gift and what is kept of it before it is split. */
type SplitAmount = Pick<ExplainedPlacement, 'amount' | 'management' | 'covered'>;

/** Why a leg has its amount, in one sentence. */
export function reasonOf(
  leg: Pick<ExplainedLeg, 'weight'>,
  placement: ExplainedPlacement,
  words: { city: string; version: number; anew: boolean },
  t: Translate,
): string {
  const { route } = placement;
  const shares = { city: words.city, weight: `${leg.weight}`, total: `${route.totalWeight}`, version: words.version };
  const rest = restOf(placement);
  if (words.anew) return t('line_anew', { ...shares, rest });
  const kept = keptOf(placement, t);
  if (route.source === 'DIRECT') {
    return kept === null
      ? t('line_direct', { city: words.city })
      : t('line_direct_kept', { city: words.city, kept, rest });
  }
  const pool = { ...shares, count: route.legs.length };
  return kept === null ? t('line_pool', pool) : t('line_pool_kept', { ...pool, kept, rest });
}

/** The sum a reader can do again; an exact share that is no whole fen is shown with two more places. */
export function arithmeticOf(
  { weight, amount }: Pick<ExplainedLeg, 'weight' | 'amount'>,
  placement: SplitAmount & { route: Pick<ExplainedPlacement['route'], 'totalWeight'> },
): string {
  const { totalWeight } = placement.route;
  const rest = restOf(placement);
  const taken = [placement.management, placement.covered].filter((part) => part > 0n).map(plainYuan);
  const whole = plainYuan(placement.amount);
  const base = taken.length > 0 ? `(${[whole, ...taken].join(' − ')})` : whole;
  if (weight === totalWeight) return `${base} × 100% = ${formatYuan(amount)}`;
  const share = `${base} × ${weight} ÷ ${totalWeight}`;
  const product = rest * weight;
  if (product % totalWeight === 0n) return `${share} = ${formatYuan(amount)}`;
  const hundredths = (product * 100n) / totalWeight;
  const exact = `${plainYuan(hundredths / 100n)}${(hundredths % 100n).toString().padStart(2, '0')}`;
  return `${share} ≈ ${exact} → ${formatYuan(amount)}`;
}

/** What was kept of a gift before it was split, with its sentence and its sum. */
export function chargesOf(placement: ExplainedPlacement, version: number, t: Translate) {
  const { amount, management, covered, fee, route } = placement;
  const percent = `${plainYuan(BigInt(route.managementBp))}%`;
  const charges = [
    {
      kind: 'MANAGEMENT',
      amount: management,
      reason: t('charge_MANAGEMENT', { version, percent }),
      arithmetic: `${plainYuan(amount)} × ${percent} → ${formatYuan(management)}`,
    },
    {
      kind: 'PAYMENT_FEE',
      amount: covered,
      reason: t('charge_PAYMENT_FEE', { version, fee }),
      arithmetic: covered === fee ? formatYuan(fee) : `${plainYuan(fee)} → ${formatYuan(covered)}`,
    },
  ];
  return charges
    .filter((charge) => charge.amount > 0n)
    .map((charge) => ({ ...charge, title: t(`charge_${charge.kind}_title`) }));
}

/** How the parts of a leg stand, furthest first; they sum to the leg less what was allocated elsewhere. */
export function standingsOf({ progress, returned }: Pick<ExplainedLeg, 'progress' | 'returned'>): Standing[] {
  const parts: Standing[] = [
    { state: LineState.CONFIRMED, amount: progress.confirmed },
    { state: LineState.PAID, amount: progress.paid },
    { state: LineState.APPLIED, amount: progress.applied },
    { state: LineState.ALLOCATED, amount: progress.allocated },
    { state: LineState.RETURNED_TO_POOL, amount: progress.givenBack },
    { state: LineState.RETURNED, amount: returned },
  ];
  return parts.filter(({ amount }) => amount > 0n);
}

/** The state of a whole leg: that of its part that is least far on its way; returned when nothing is on its way. */
export function stateOf(standings: readonly Standing[]): LineState {
  const order = [
    LineState.ALLOCATED,
    LineState.APPLIED,
    LineState.PAID,
    LineState.CONFIRMED,
    LineState.RETURNED_TO_POOL,
  ];
  return order.find((state) => standings.some((part) => part.state === state)) ?? LineState.RETURNED;
}

/** How a leg stands, in words. */
export function standingText(standings: readonly Standing[], t: Translate): string {
  return standings.map(({ state, amount }) => t(`stands_${state}`, { amount })).join(t('stands_join'));
}

/** What happened to a gift after it was posted, in words, with its public note and what the pool carries. */
export function changeText({ kind, amount, carriedByPool, note }: GiftChange, t: Translate): string {
  return [
    t(`change_${kind}`, { amount }),
    carriedByPool > 0n ? t('change_carried', { carried: carriedByPool }) : '',
    note ? t('change_note', { note }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function restOf({ amount, management, covered }: SplitAmount): Fen {
  return amount - management - covered;
}

function keptOf({ management, covered }: ExplainedPlacement, t: Translate): string | null {
  const first = management > 0n ? t('kept_management', { amount: management }) : null;
  const second = covered > 0n ? t('kept_fee', { amount: covered }) : null;
  return first && second ? t('kept_both', { first, second }) : (first ?? second);
}

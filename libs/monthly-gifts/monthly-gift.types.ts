import type { SavedCard } from '#payments';
import type { MonthlyGiftEnd } from '#platform';
import type { PledgeDraft } from '#pledges';
import type { MonthlyGift } from './monthly-gifts.repository.js';

/** What a giver fills in: the first gift, and the day of the month from then on. */
export interface MonthlyDraft {
  id: string;
  day: number;
  /** The first gift; its amount, designation and names are those of every further one. */
  first: PledgeDraft;
}

/** Who does something to a monthly gift, and why. */
export interface Act {
  actor: string;
  /** Stable code of what is done. */
  reason: string;
  /** A person's words, or the value it is changed to. */
  note?: string | null;
  at: Date;
}

/** The columns of a kept card, filled or emptied together. */
export function cardColumns(card: SavedCard | null) {
  return {
    customerId: card?.customerId ?? null,
    cardId: card?.cardId ?? null,
    cardBrand: card?.brand ?? null,
    cardLast4: card?.last4 ?? null,
    cardExpMonth: card?.expMonth ?? null,
    cardExpYear: card?.expYear ?? null,
  };
}

/** What an end changes; the card stays until the day is over, so that the giver can think again. */
export function ended(endReason: MonthlyGiftEnd, endedAt: Date) {
  return { state: 'ENDED', endReason, endedAt, nextChargeOn: null, pausedUntil: null } as const;
}

/** Whether it is charged as long as nothing is changed. */
export function goesOn({ state }: Pick<MonthlyGift, 'state'>): boolean {
  return state === 'ACTIVE' || state === 'PAST_DUE';
}

import type { Fen } from '#kernel';
import type { DifferenceAction, DifferenceKind } from '#platform';

/** What a run finds two sides not to agree on. */
export interface FoundDifference {
  kind: DifferenceKind;
  /** What it is about; with the kind it tells one difference from another. */
  subject: string;
  movementId: string | null;
  postingId: string | null;
  pledgeId: string | null;
  payoutId: string | null;
  bankLineId: string | null;
  statementId: string | null;
  currency: string;
  /** In fen, after the fee; null where a side says nothing. */
  providerAmount: Fen | null;
  ledgerAmount: Fen | null;
  bankAmount: Fen | null;
  providerFee: Fen | null;
  ledgerFee: Fen | null;
  /** How much of the gap between the sides it explains. */
  gap: Fen;
  action: DifferenceAction;
  actionKey: string | null;
  occurredAt: Date;
}

/** Kinds between books and bank; the others are between provider and books. */
export const BANK_KINDS: readonly DifferenceKind[] = [
  'PAYOUT_WITHOUT_BANK_LINE',
  'BANK_LINE_WITHOUT_PAYOUT',
  'BANK_AMOUNT_DIFFERS',
  'BANK_BALANCE_GAP',
];

/** One that concerns the bank, with everything that is not said of it left out. */
export function bankDifference(
  found: Pick<FoundDifference, 'kind' | 'subject' | 'gap' | 'action' | 'occurredAt'> & Partial<FoundDifference>,
): FoundDifference {
  return {
    movementId: null,
    postingId: null,
    pledgeId: null,
    payoutId: null,
    bankLineId: null,
    statementId: null,
    currency: 'CNY',
    providerAmount: null,
    ledgerAmount: null,
    bankAmount: null,
    providerFee: null,
    ledgerFee: null,
    actionKey: null,
    ...found,
  };
}

/** The kinds of background work, each a queue of its own. */
export const TOPICS = [
  'payments-settle',
  'payments-follow',
  'payments-return',
  'refunds-send',
  'disputes-respond',
  'payouts-follow',
  'reconciliation-run',
  'ledger-post',
  'receipts-issue',
  'receipts-render',
  'mail-send',
  'honour-cards',
  'news-send',
  'allocation-simulate',
  'reallocations-post',
  'monthly-gifts-charge',
  'monthly-gifts-follow',
  'monthly-gifts-card',
  'monthly-gifts-forget',
  'audit-run',
] as const;

export type Topic = (typeof TOPICS)[number];

/** What a job carries: nothing. It only says that work waits in the outbox. */
export type Nudge = Record<string, never>;

/**
 * A pledge has been paid: what the books need to know of it, in an outbox message of the topic `ledger-post`. Fen
 * travel as decimal strings, the instant as ISO 8601.
 */
export interface DonationPaid {
  pledgeId: string;
  campaignId: string;
  teamId: string | null;
  regionCode: string | null;
  amount: string;
  fee: string;
  paidAt: string;
  /** What stands in the public books in place of the giver; absent in messages from before. */
  commitment?: string;
}

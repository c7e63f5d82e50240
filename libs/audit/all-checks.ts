import { allocationChecks } from '#allocation';
import { campaignChecks } from '#campaigns';
import { disputeChecks } from '#disputes';
import { evidenceChecks } from '#evidence';
import { donorChecks } from '#donors';
import { ledgerChecks } from '#ledger';
import { monthlyGiftChecks } from '#monthly-gifts';
import { newsChecks } from '#news';
import { paymentChecks } from '#payments';
import type { Check } from '#platform';
import { pledgeChecks } from '#pledges';
import { reallocationChecks } from '#reallocations';
import { receiptChecks } from '#receipts';
import { refundChecks } from '#refunds';
import { reconciliationChecks } from '#reconciliation';
import { teamChecks } from '#teams';

/** Every invariant of the system: the books first. */
export const ALL_CHECKS: readonly Check[] = [
  ...ledgerChecks,
  ...allocationChecks,
  ...campaignChecks,
  ...teamChecks,
  ...pledgeChecks,
  ...paymentChecks,
  ...monthlyGiftChecks,
  ...reallocationChecks,
  ...refundChecks,
  ...disputeChecks,
  ...evidenceChecks,
  ...receiptChecks,
  ...reconciliationChecks,
  ...donorChecks,
  ...newsChecks,
];

import { allocationChecks } from '#allocation';
import { campaignChecks } from '#campaigns';
import { ledgerChecks } from '#ledger';
import { monthlyGiftChecks } from '#monthly-gifts';
import { paymentChecks } from '#payments';
import type { Check } from '#platform';
import { pledgeChecks } from '#pledges';
import { reallocationChecks } from '#reallocations';
import { receiptChecks } from '#receipts';

/** Every invariant of the system: the books first. */
export const ALL_CHECKS: readonly Check[] = [
  ...ledgerChecks,
  ...allocationChecks,
  ...campaignChecks,
  ...pledgeChecks,
  ...paymentChecks,
  ...monthlyGiftChecks,
  ...reallocationChecks,
  ...receiptChecks,
];

import type pg from 'pg';
import { allocationChecks } from '../../libs/allocation/allocation.checks.js';
import { campaignChecks } from '../../libs/campaigns/campaigns.checks.js';
import { ledgerChecks } from '../../libs/ledger/ledger.checks.js';
import { paymentChecks } from '../../libs/payments/payments.checks.js';
import { pledgeChecks } from '../../libs/pledges/pledges.checks.js';
import { receiptChecks } from '../../libs/receipts/receipts.checks.js';

/** Every sentence that is always true of the data, and the SQL that finds what breaks it. */
export const invariants = [
  ...ledgerChecks,
  ...campaignChecks,
  ...allocationChecks,
  ...pledgeChecks,
  ...paymentChecks,
  ...receiptChecks,
];

/** Runs every invariant. @throws Error naming each broken sentence and its first offenders */
export async function assertInvariants(database: pg.Client): Promise<void> {
  const broken: string[] = [];
  for (const { sentence, offenders } of invariants) {
    const { rows } = await database.query<Record<string, unknown>>(`SELECT * FROM (${offenders}) AS found LIMIT 3`);
    if (rows.length > 0) broken.push(`${sentence}: ${JSON.stringify(rows)}`);
  }
  if (broken.length > 0) throw new Error(`broken invariants:\n${broken.join('\n')}`);
}

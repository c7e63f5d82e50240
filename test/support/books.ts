import type { Installation } from './installation.js';

/** A city applies for money of its designated fund: what no page does yet, posted as the service would. */
export async function applyFor(
  installation: Installation,
  orgUnitId: string,
  amount: bigint,
  id: string,
): Promise<void> {
  const [fund] = await installation.rows<{ id: number; campaign_id: string }>(
    `SELECT id, campaign_id FROM ledger_account
     WHERE purpose = 'CITY_FUND' AND source = 'DIRECT' AND org_unit_id = $1 ORDER BY id LIMIT 1`,
    [orgUnitId],
  );
  if (!fund) throw new Error(`${orgUnitId} has no designated fund`);
  const [committed] = await installation.rows<{ id: number }>(
    `SELECT ledger_open_account(2026, '3102', 'CITY_COMMITTED', $1, $2, 'DIRECT', 1) AS id`,
    [fund.campaign_id, orgUnitId],
  );
  const event = {
    id,
    kind: 'DISBURSEMENT_REQUESTED',
    document: `app_${id}`,
    accounts: [fund.id, committed?.id],
    debits: [`${amount}`, '0'],
    credits: ['0', `${amount}`],
    parts: [],
    occurred: `${Date.now()}`,
    note: null,
  };
  await installation.rows('SELECT ledger_post_transfers($1::jsonb, now())', [JSON.stringify([event])]);
}

import type { Check } from '#platform';

/** What makes the reports close. */
export const ledgerReportChecks: readonly Check[] = [
  {
    // The inflows of a bridge are the fund's balance less what left it to be used; so the bridge closes exactly when
    // what left the fund to be used is either applied for or was paid.
    sentence: "every city's bridge closes: what is allocated is what was paid and what is held",
    zh: '每个市州的对账桥都闭合：已分配等于已拨付加结余',
    offenders: `SELECT account.campaign_id, account.org_unit_id, account.source
                FROM ledger_account account
                JOIN ledger_balance balance ON balance.account_id = account.id
                LEFT JOIN LATERAL (
                  SELECT sum(flow.debits - flow.credits) AS used FROM ledger_flow flow
                  WHERE flow.account_id = account.id AND account.purpose = 'CITY_FUND'
                    AND flow.kind IN ('DISBURSEMENT_REQUESTED', 'DISBURSEMENT_CANCELLED', 'DISBURSEMENT_BOUNCED',
                                      'DISBURSEMENT_RETURNED', 'IN_KIND_DISTRIBUTED')
                ) fund ON true
                WHERE account.purpose IN ('CITY_FUND', 'CITY_COMMITTED', 'ADVANCE', 'PROGRAMME_COST')
                GROUP BY account.campaign_id, account.org_unit_id, account.source
                HAVING coalesce(sum(fund.used), 0)
                    <> coalesce(sum(balance.credits - balance.debits) FILTER (WHERE purpose = 'CITY_COMMITTED'), 0)
                     + coalesce(sum(balance.debits - balance.credits) FILTER (WHERE purpose IN ('ADVANCE', 'PROGRAMME_COST')), 0)`,
  },
  {
    sentence: 'the entries of an account count from one in the order of the batches',
    zh: '每个科目的分录按批次从一连续编号',
    offenders: `SELECT account_id FROM (
                  SELECT entry.account_id, entry.version,
                         row_number() OVER (PARTITION BY entry.account_id ORDER BY batch.number) AS place
                  FROM ledger_entry entry JOIN ledger_batch batch ON batch.id = entry.batch_id) placed
                WHERE version <> place`,
  },
];

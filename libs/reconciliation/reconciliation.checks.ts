import type { Check } from '#platform';

/** What each linked transfer took from the provider's account (1009), as `part.paid`. */
const LEFT_THE_PROVIDER = `
                LEFT JOIN ledger_transfer transfer ON transfer.id = link.posting_id
                LEFT JOIN LATERAL (
                  SELECT sum(line.credit - line.debit) AS paid
                  FROM unnest(transfer.accounts, transfer.debits, transfer.credits) AS line (account, debit, credit)
                  JOIN ledger_account account ON account.id = line.account AND account.purpose = 'PROVIDER_BALANCE'
                ) part ON true`;

export const reconciliationChecks: readonly Check[] = [
  {
    sentence: 'a payout that is marked as settled is in the books with exactly its amount',
    zh: '标为已入账的每一笔结算，账本里的金额与它完全一致',
    offenders: `SELECT payout.id FROM provider_payout payout
                LEFT JOIN provider_posting link ON link.movement_id = payout.movement_id ${LEFT_THE_PROVIDER}
                WHERE payout.settled_at IS NOT NULL
                GROUP BY payout.id, payout.amount HAVING coalesce(sum(part.paid), 0) <> payout.amount`,
  },
  {
    sentence: 'a payout that came back is in the books twice, and the two cancel out',
    zh: '退回的每一笔结算在账本里一来一回，正好抵消',
    offenders: `SELECT payout.id FROM provider_payout payout
                LEFT JOIN provider_posting link
                  ON link.movement_id IN (payout.movement_id, payout.failure_movement_id) ${LEFT_THE_PROVIDER}
                WHERE payout.reversed_at IS NOT NULL
                GROUP BY payout.id HAVING coalesce(sum(part.paid), 0) <> 0`,
  },
  {
    sentence: 'nobody explained a missing amount alone',
    zh: '没有人独自核销一笔差额',
    offenders: `SELECT id FROM reconciliation_difference
                WHERE state = 'EXPLAINED' AND gap <> 0 AND (agreed_by IS NULL OR agreed_by = explained_by)`,
  },
  {
    sentence: 'every difference has come where its last step says',
    zh: '每一项差异的状态与它的最后一步一致',
    offenders: `SELECT difference.id FROM reconciliation_difference difference
                LEFT JOIN LATERAL (SELECT "to" FROM difference_step WHERE difference_id = difference.id
                                   ORDER BY id DESC LIMIT 1) last ON true
                WHERE last."to" IS DISTINCT FROM difference.state`,
  },
  {
    sentence: 'every line of the bank that stands for a payout has its amount',
    zh: '与结算对应的每一条银行流水，金额与结算相同',
    offenders: `SELECT matched.line_id FROM bank_match matched
                JOIN bank_statement_line line ON line.id = matched.line_id
                JOIN provider_payout payout ON payout.id = matched.payout_id
                WHERE line.amount <> CASE matched.side WHEN 'ARRIVAL' THEN payout.amount ELSE -payout.amount END`,
  },
  {
    sentence: 'a bank statement adds up from its opening to its closing balance',
    zh: '每一份银行流水从期初余额到期末余额加得上',
    offenders: `SELECT statement.id FROM bank_statement statement
                LEFT JOIN bank_statement_line line ON line.statement_id = statement.id
                WHERE statement.opening IS NOT NULL AND statement.known = 0
                GROUP BY statement.id HAVING statement.opening + coalesce(sum(line.amount), 0) <> statement.closing`,
  },
];

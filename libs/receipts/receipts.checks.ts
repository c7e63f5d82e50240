import type { Check } from '#platform';

export const receiptChecks: readonly Check[] = [
  {
    sentence: 'receipt numbers of a year have no gaps',
    zh: '每年的凭证号没有缺口',
    offenders: `SELECT year FROM receipt GROUP BY year HAVING min(number) <> 1 OR max(number) <> count(*)
                UNION ALL
                SELECT year FROM receipt_counter counter
                WHERE last <> (SELECT count(*) FROM receipt WHERE receipt.year = counter.year)`,
  },
  {
    sentence: 'the papers of a gift together say what the books say is left of it, or wait to be issued',
    zh: '每一笔捐赠的凭证合计等于账本上剩余的金额，或正等待开具',
    offenders: `SELECT gift.id FROM ledger_gift gift
                LEFT JOIN (SELECT pledge_id, sum(amount) AS amount FROM receipt GROUP BY pledge_id) papers
                  ON papers.pledge_id = gift.id
                LEFT JOIN (SELECT gift_id, -sum(ledger_sum(parts)) AS returned FROM ledger_transfer
                           WHERE kind IN ('GIFT_REFUNDED', 'REFUND_FAILED', 'GIFT_CHARGED_BACK', 'CHARGEBACK_WON')
                           GROUP BY gift_id) gone ON gone.gift_id = gift.id
                WHERE coalesce(papers.amount, 0) <> gift.amount - coalesce(gone.returned, 0)
                  AND NOT EXISTS (SELECT 1 FROM outbox_message WHERE topic = 'receipts-issue' AND key = gift.id)`,
  },
  {
    sentence: 'a reversal takes back exactly the paper before it, and papers of a gift are numbered without gaps',
    zh: '每一张红字凭证恰好冲销它前面的一张，同一笔捐赠的凭证编号没有缺口',
    offenders: `SELECT red.id FROM receipt red LEFT JOIN receipt before ON before.id = red.reverses
                WHERE red.kind = 'REVERSAL' AND (before.kind <> 'ISSUE' OR before.pledge_id <> red.pledge_id
                      OR before.amount <> -red.amount OR before.revision <> red.revision - 1)
                UNION ALL
                SELECT pledge_id FROM receipt GROUP BY pledge_id HAVING max(revision) <> count(*) OR min(revision) <> 1`,
  },
  {
    sentence: 'no receipt is issued for a gift that is not in the books',
    zh: '没有为未入账的捐赠开具凭证',
    offenders: `SELECT receipt.id FROM receipt LEFT JOIN ledger_gift gift ON gift.id = receipt.pledge_id WHERE gift.id IS NULL`,
  },
];

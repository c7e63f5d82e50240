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
    sentence: 'every posted gift has one receipt, or waits for it',
    zh: '每一笔已入账的捐赠恰有一张凭证，或正等待开具',
    offenders: `SELECT gift.id FROM ledger_gift gift LEFT JOIN receipt ON receipt.pledge_id = gift.id
                WHERE receipt.id IS NULL
                  AND NOT EXISTS (SELECT 1 FROM outbox_message WHERE topic = 'receipts-issue' AND key = gift.id)`,
  },
  {
    sentence: 'no receipt is issued for a gift that is not in the books',
    zh: '没有为未入账的捐赠开具凭证',
    offenders: `SELECT receipt.id FROM receipt LEFT JOIN ledger_gift gift ON gift.id = receipt.pledge_id WHERE gift.id IS NULL`,
  },
];

import type { Check } from '#platform';

export const pledgeChecks: readonly Check[] = [
  {
    sentence: 'a pledge is in the state its last transition led to',
    zh: '认捐的状态与它最后一次变更一致',
    offenders: `SELECT pledge.id FROM pledge JOIN LATERAL (
                  SELECT "to" FROM pledge_transition WHERE pledge_id = pledge.id ORDER BY id DESC LIMIT 1
                ) last ON true WHERE last."to" <> pledge.state`,
  },
  {
    sentence: 'every paid pledge is in the books once, or waits to be posted',
    zh: '每一笔已支付的认捐恰好入账一次，或正等待入账',
    offenders: `SELECT pledge.id FROM pledge
                WHERE state IN ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED', 'CHARGED_BACK')
                  AND NOT EXISTS (SELECT 1 FROM ledger_gift WHERE ledger_gift.id = pledge.id AND ledger_gift.amount = pledge.amount)
                  AND NOT EXISTS (SELECT 1 FROM outbox_message WHERE topic = 'ledger-post' AND key = pledge.id)`,
  },
  {
    sentence: 'no gift is in the books without a pledge that was paid',
    zh: '账本里没有一笔捐赠缺少已支付的认捐',
    offenders: `SELECT gift.id FROM ledger_gift gift LEFT JOIN pledge ON pledge.id = gift.id WHERE pledge.paid_at IS NULL`,
  },
  {
    sentence: 'a pledge says of what has gone back what the books say',
    zh: '认捐记录的退回金额与账本一致',
    offenders: `SELECT pledge.id FROM pledge
                LEFT JOIN (SELECT gift_id, -sum(ledger_sum(parts)) AS returned FROM ledger_transfer
                           WHERE kind IN ('GIFT_REFUNDED', 'REFUND_FAILED', 'GIFT_CHARGED_BACK', 'CHARGEBACK_WON')
                           GROUP BY gift_id) gone ON gone.gift_id = pledge.id
                WHERE pledge.returned <> coalesce(gone.returned, 0)
                   OR pledge.state = 'PAID' AND pledge.returned <> 0
                   OR pledge.state IN ('REFUNDED', 'CHARGED_BACK') AND pledge.returned <> pledge.amount
                   OR pledge.state = 'PARTIALLY_REFUNDED' AND pledge.returned NOT BETWEEN 1 AND pledge.amount - 1`,
  },
  {
    sentence: 'what a team raised itself is the sum of its posted gifts, less what has gone back of them',
    zh: '战队自己筹到的等于它已入账的捐赠之和减去退回的部分',
    offenders: `SELECT team.id FROM team LEFT JOIN pledge ON pledge.team_id = team.id
                LEFT JOIN ledger_gift gift ON gift.id = pledge.id
                GROUP BY team.id HAVING team.own_raised <> coalesce(sum(gift.amount - pledge.returned), 0) OR team.own_gifts <> count(gift.id)`,
  },
];

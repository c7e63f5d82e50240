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
                WHERE state = 'PAID'
                  AND NOT EXISTS (SELECT 1 FROM ledger_gift WHERE ledger_gift.id = pledge.id AND ledger_gift.amount = pledge.amount)
                  AND NOT EXISTS (SELECT 1 FROM outbox_message WHERE topic = 'ledger-post' AND key = pledge.id)`,
  },
  {
    sentence: 'no gift is in the books without a pledge that was paid',
    zh: '账本里没有一笔捐赠缺少已支付的认捐',
    offenders: `SELECT gift.id FROM ledger_gift gift LEFT JOIN pledge ON pledge.id = gift.id WHERE pledge.paid_at IS NULL`,
  },
  {
    sentence: 'the total of a team is the sum of its posted gifts',
    zh: '战队的总额等于它已入账的捐赠之和',
    offenders: `SELECT team.id FROM team LEFT JOIN pledge ON pledge.team_id = team.id
                LEFT JOIN ledger_gift gift ON gift.id = pledge.id
                GROUP BY team.id HAVING team.raised <> coalesce(sum(gift.amount), 0) OR team.gifts <> count(gift.id)`,
  },
];

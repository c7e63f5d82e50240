import type { Check } from '#platform';

export const monthlyGiftChecks: readonly Check[] = [
  {
    sentence: 'a monthly gift is in the state its last transition led to',
    zh: '月捐的状态与它最后一次变更一致',
    offenders: `SELECT gift.id FROM monthly_gift gift LEFT JOIN LATERAL (
                  SELECT "to" FROM monthly_gift_transition WHERE monthly_gift_id = gift.id ORDER BY id DESC LIMIT 1
                ) last ON true WHERE last."to" IS DISTINCT FROM gift.state`,
  },
  {
    sentence: 'a monthly gift is charged at most once a month',
    zh: '每一份月捐每个月最多扣款一次',
    offenders: `SELECT charge.monthly_gift_id FROM monthly_gift_charge charge
                  JOIN pledge ON pledge.id = charge.pledge_id AND pledge.paid_at IS NOT NULL
                  JOIN payment_attempt attempt ON attempt.pledge_id = pledge.id AND attempt.state = 'SUCCEEDED'
                GROUP BY charge.monthly_gift_id, charge.period HAVING count(*) > 1`,
  },
  {
    sentence: 'every charge of a monthly gift is a pledge of the same amount, and paid exactly when the pledge is',
    zh: '每一次月捐扣款都是一笔金额一致的认捐，且与认捐同时为已支付',
    offenders: `SELECT charge.monthly_gift_id, charge.period FROM monthly_gift_charge charge
                  LEFT JOIN pledge ON pledge.id = charge.pledge_id
                WHERE charge.pledge_id IS NOT NULL AND pledge.id IS NULL
                   OR charge.state = 'PAID' AND pledge.paid_at IS NULL
                   OR charge.state <> 'PAID' AND pledge.paid_at IS NOT NULL
                      AND NOT EXISTS (SELECT 1 FROM outbox_message
                                      WHERE topic = 'monthly-gifts-follow' AND key = charge.pledge_id)`,
  },
  {
    sentence: 'a kept card is charged only for a month of a monthly gift',
    zh: '留存的银行卡只用于月捐的当月扣款',
    offenders: `SELECT attempt.id FROM payment_attempt attempt
                WHERE attempt.card_id IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM monthly_gift_charge WHERE pledge_id = attempt.pledge_id)`,
  },
  {
    sentence: 'no monthly gift goes on without a card and a day of its next charge',
    zh: '没有一份进行中的月捐缺少银行卡或下次扣款日',
    offenders: `SELECT id FROM monthly_gift
                WHERE state IN ('ACTIVE', 'PAST_DUE') AND (card_id IS NULL OR next_charge_on IS NULL)`,
  },
  {
    sentence: 'a month that is being charged has a charge under way',
    zh: '正在扣款的月份都有一次进行中的扣款',
    offenders: `SELECT charge.monthly_gift_id FROM monthly_gift_charge charge
                WHERE charge.state = 'CHARGING'
                  AND NOT EXISTS (SELECT 1 FROM payment_attempt
                                  WHERE pledge_id = charge.pledge_id AND state IN ('CREATED', 'OPEN'))
                  AND NOT EXISTS (SELECT 1 FROM outbox_message
                                  WHERE topic = 'monthly-gifts-follow' AND key = charge.pledge_id)`,
  },
];

import type { Check } from '#platform';

export const paymentChecks: readonly Check[] = [
  {
    sentence: 'every paid pledge has exactly one attempt that succeeded',
    zh: '每一笔已支付的认捐恰有一次成功的付款',
    offenders: `SELECT pledge.id FROM pledge LEFT JOIN payment_attempt attempt
                  ON attempt.pledge_id = pledge.id AND attempt.state = 'SUCCEEDED'
                WHERE pledge.paid_at IS NOT NULL GROUP BY pledge.id HAVING count(attempt.id) <> 1`,
  },
  {
    sentence: 'the books hold the fee the provider reported',
    zh: '账本里的手续费与支付通道报告的一致',
    offenders: `SELECT gift.id FROM ledger_gift gift JOIN payment_attempt attempt
                  ON attempt.pledge_id = gift.id AND attempt.state = 'SUCCEEDED' WHERE attempt.fee <> gift.fee`,
  },
  {
    sentence: 'no notification about a payment of ours is left unread without work waiting for it',
    zh: '没有遗漏未处理的付款通知',
    offenders: `SELECT event.id FROM webhook_event event
                WHERE event.processed_at IS NULL AND event.received_at < now() - interval '10 minutes'
                  AND NOT EXISTS (SELECT 1 FROM outbox_message WHERE topic = event.topic AND key = event.subject)`,
  },
];

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
    sentence: 'every payment that is held is kept with why, and booked once as owed to its giver',
    zh: '每一笔暂存的付款都记有原因，并恰好一次记为应退捐赠人',
    offenders: `SELECT attempt.id FROM payment_attempt attempt
                LEFT JOIN payment_exception exception ON exception.attempt_id = attempt.id AND exception.state <> 'ACCEPTED'
                LEFT JOIN ledger_transfer booked ON booked.id = 'held:' || attempt.id
                WHERE (attempt.state = 'HELD') <> (exception.id IS NOT NULL)
                   OR (attempt.state = 'HELD') <> (booked.id IS NOT NULL)`,
  },
  {
    sentence: 'what is owed for held payments is what has not gone back',
    zh: '暂存付款的应退余额等于尚未退回的金额',
    offenders: `SELECT exception.id FROM payment_exception exception
                CROSS JOIN LATERAL (
                  SELECT coalesce(sum(CASE kind WHEN 'HELD_PAYMENT_RECEIVED' THEN ledger_sum(debits) ELSE -ledger_sum(debits) END), 0) AS owed
                  FROM ledger_transfer WHERE document = exception.attempt_id
                    AND kind IN ('HELD_PAYMENT_RECEIVED', 'HELD_PAYMENT_RETURNED')
                ) books
                WHERE exception.state <> 'ACCEPTED'
                  AND CASE exception.state WHEN 'RETURNED' THEN books.owed <> 0
                                           ELSE books.owed NOT BETWEEN 1 AND exception.amount END`,
  },
  {
    sentence: 'no notification about a payment of ours is left unread without work waiting for it',
    zh: '没有遗漏未处理的付款通知',
    offenders: `SELECT event.id FROM webhook_event event
                WHERE event.processed_at IS NULL AND event.received_at < now() - interval '10 minutes'
                  AND NOT EXISTS (SELECT 1 FROM outbox_message WHERE topic = event.topic AND key = event.subject)`,
  },
];

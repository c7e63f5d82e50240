import type { Check } from '#platform';

export const paymentChecks: readonly Check[] = [
  {
    sentence: 'every paid pledge has exactly one attempt that succeeded',
    offenders: `SELECT pledge.id FROM pledge LEFT JOIN payment_attempt attempt
                  ON attempt.pledge_id = pledge.id AND attempt.state = 'SUCCEEDED'
                WHERE pledge.paid_at IS NOT NULL GROUP BY pledge.id HAVING count(attempt.id) <> 1`,
  },
  {
    sentence: 'the books hold the fee the provider reported',
    offenders: `SELECT gift.id FROM ledger_gift gift JOIN payment_attempt attempt
                  ON attempt.pledge_id = gift.id AND attempt.state = 'SUCCEEDED' WHERE attempt.fee <> gift.fee`,
  },
  {
    sentence: 'no notification about a payment of ours is left unread without work waiting for it',
    offenders: `SELECT event.id FROM webhook_event event
                WHERE event.processed_at IS NULL AND event.received_at < now() - interval '10 minutes'
                  AND NOT EXISTS (SELECT 1 FROM outbox_message WHERE topic = 'payments-settle'
                                  AND key = event.payload #>> '{data,object,metadata,attempt_id}')`,
  },
];

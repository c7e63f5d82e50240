import type { Check } from '#platform';

export const disputeChecks: readonly Check[] = [
  {
    sentence: 'every line of the provider about a dispute is in the books once, and its fee',
    zh: '支付机构关于争议的每一笔流水恰好入账一次，处理费也是',
    offenders: `SELECT movement.id FROM dispute_movement movement
                LEFT JOIN ledger_transfer moved
                  ON moved.id = CASE WHEN movement.amount < 0 THEN 'chargeback:' ELSE 'chargeback-won:' END || movement.id
                LEFT JOIN ledger_transfer fee ON fee.id = 'dispute-fee:' || movement.id
                WHERE moved.id IS NULL OR ledger_sum(moved.parts) <> movement.amount
                   OR (movement.fee <> 0) <> (fee.id IS NOT NULL)
                   OR fee.kind = 'DISPUTE_FEE_CHARGED' AND ledger_sum(fee.debits) <> movement.fee
                   OR fee.kind = 'DISPUTE_FEE_RETURNED' AND ledger_sum(fee.debits) <> -movement.fee`,
  },
  {
    sentence: 'no chargeback is in the books without its dispute',
    zh: '账本里没有一笔拒付缺少争议单据',
    offenders: `SELECT moved.id FROM ledger_transfer moved
                WHERE moved.kind IN ('GIFT_CHARGED_BACK', 'CHARGEBACK_WON')
                  AND NOT EXISTS (SELECT 1 FROM dispute WHERE dispute.id = moved.document)`,
  },
  {
    sentence: 'a lost dispute keeps its amount, a won one nothing, an inquiry moves none',
    zh: '败诉的争议保留其金额，胜诉的不保留，问询不动资金',
    offenders: `SELECT dispute.id FROM dispute
                LEFT JOIN dispute_movement movement ON movement.dispute_id = dispute.id
                GROUP BY dispute.id
                HAVING dispute.changed_at < now() - interval '1 hour'
                   AND NOT EXISTS (SELECT 1 FROM outbox_message
                                   WHERE topic = 'payments-follow' AND key = dispute.payment_intent_id)
                   AND (dispute.state IN ('LOST', 'NEEDS_RESPONSE', 'UNDER_REVIEW')
                          AND coalesce(sum(movement.amount), 0) <> -dispute.amount
                        OR dispute.state IN ('WON', 'INQUIRY', 'INQUIRY_UNDER_REVIEW', 'INQUIRY_CLOSED', 'PREVENTED')
                          AND coalesce(sum(movement.amount), 0) <> 0)`,
  },
  {
    sentence: 'every answer to a dispute has been sent, or waits to be',
    zh: '对争议的每一次答复都已送出，或正等待送出',
    offenders: `SELECT id FROM dispute
                WHERE answer IS NOT NULL AND answer_sent_at IS NULL AND answer_failure IS NULL
                  AND NOT EXISTS (SELECT 1 FROM outbox_message WHERE topic = 'disputes-respond' AND key = dispute.id)`,
  },
  {
    sentence: 'a dispute is in the state its last transition led to',
    zh: '争议的状态与它最后一次变更一致',
    offenders: `SELECT dispute.id FROM dispute LEFT JOIN LATERAL (
                  SELECT "to" FROM dispute_transition WHERE dispute_id = dispute.id ORDER BY id DESC LIMIT 1
                ) last ON true WHERE last."to" IS DISTINCT FROM dispute.state`,
  },
];

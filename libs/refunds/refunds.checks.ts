import type { Check } from '#platform';

export const refundChecks: readonly Check[] = [
  {
    sentence: 'every refund we sent was agreed to by a second person, or by the rule of cooling off',
    zh: '我们发出的每一笔退款都经过第二个人同意，或符合冷静期规定',
    offenders: `SELECT id FROM refund
                WHERE origin <> 'PROVIDER' AND state IN ('APPROVED', 'SENT', 'SUCCEEDED', 'FAILED')
                  AND (approved_by IS NULL OR approved_by = proposed_by)`,
  },
  {
    sentence: 'what the rule of cooling off agreed to was asked for by the giver within a week of paying',
    zh: '冷静期办理的每一笔退款都由捐赠人在付款后一周内申请',
    offenders: `SELECT refund.id FROM refund JOIN pledge ON pledge.id = refund.pledge_id
                WHERE refund.approved_by = 'rule:cooling-off'
                  AND (refund.origin <> 'DONOR' OR refund.requested_at > pledge.paid_at + interval '7 days')`,
  },
  {
    sentence: 'every refund whose money left is in the books once, and one whose money came back is reversed once',
    zh: '每一笔已退出的退款恰好入账一次，退回来的恰好冲回一次',
    offenders: `SELECT refund.id FROM refund
                LEFT JOIN ledger_transfer gone ON gone.id = 'refund:' || refund.id AND gone.kind = 'GIFT_REFUNDED'
                LEFT JOIN ledger_transfer again ON again.id = 'refund-failed:' || refund.id AND again.kind = 'REFUND_FAILED'
                WHERE (refund.withdrawn_movement_id IS NOT NULL) <> (gone.id IS NOT NULL)
                   OR (refund.returned_movement_id IS NOT NULL) <> (again.id IS NOT NULL)
                   OR gone.id IS NOT NULL AND -ledger_sum(gone.parts) <> refund.amount`,
  },
  {
    sentence: 'no refund is in the books without its document',
    zh: '账本里没有一笔退款缺少单据',
    offenders: `SELECT gone.id FROM ledger_transfer gone
                WHERE gone.kind IN ('GIFT_REFUNDED', 'REFUND_FAILED')
                  AND NOT EXISTS (SELECT 1 FROM refund WHERE refund.id = gone.document)`,
  },
  {
    sentence: 'every refund that succeeded is in the books, or is being looked at',
    zh: '每一笔成功的退款都已入账，或正在核对',
    offenders: `SELECT id FROM refund
                WHERE state = 'SUCCEEDED' AND withdrawn_movement_id IS NULL
                  AND NOT EXISTS (SELECT 1 FROM outbox_message WHERE topic = 'payments-follow' AND key = refund.payment_intent_id)`,
  },
  {
    sentence: 'no more of a gift is going back than was given',
    zh: '没有一笔捐赠退回的总额超过捐赠额',
    offenders: `SELECT pledge.id FROM pledge JOIN refund ON refund.pledge_id = pledge.id
                  AND refund.state IN ('APPROVED', 'SENT') AND refund.withdrawn_movement_id IS NULL
                GROUP BY pledge.id HAVING pledge.returned + sum(refund.amount) > pledge.amount`,
  },
  {
    sentence: 'every approved refund has been sent, or waits to be',
    zh: '每一笔已批准的退款都已发出，或正等待发出',
    offenders: `SELECT id FROM refund
                WHERE (state = 'APPROVED' OR state = 'SENT' AND provider_refund_id IS NULL)
                  AND NOT EXISTS (SELECT 1 FROM outbox_message WHERE topic = 'refunds-send' AND key = refund.id)`,
  },
  {
    sentence: 'a refund is in the state its last transition led to',
    zh: '退款的状态与它最后一次变更一致',
    offenders: `SELECT refund.id FROM refund LEFT JOIN LATERAL (
                  SELECT "to" FROM refund_transition WHERE refund_id = refund.id ORDER BY id DESC LIMIT 1
                ) last ON true WHERE last."to" IS DISTINCT FROM refund.state`,
  },
];

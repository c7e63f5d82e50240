import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DISPUTE_REASONS } from '../payments/dispute.evidence.js';
import { PAYOUT_FAILURES, type PayoutFailure } from '../payments/payout.machine.js';
import { REFUND_FAILURES } from '../payments/refund.machine.js';
import { findCharge } from '../resources/charge.resource.js';
import { findDispute } from '../resources/dispute.resource.js';
import { findPayout } from '../resources/payout.resource.js';
import { findRefund } from '../resources/refund.resource.js';
import type { Sandbox } from '../sandbox.context.js';
import { parsed } from './control.request.js';
import { moveWallet, walletRequest } from './wallet.controls.js';

const PAYOUT_CODES = Object.keys(PAYOUT_FAILURES) as PayoutFailure[];

const openRequest = z.strictObject({
  charge: z.string(),
  amount: z.int().min(1).optional(),
  reason: z.enum(DISPUTE_REASONS).default('fraudulent'),
  inquiry: z.boolean().default(false),
});
const closeRequest = z.strictObject({ outcome: z.enum(['won', 'lost', 'warning_closed']) });
const refundRequest = z.strictObject({
  outcome: z.enum(['succeeded', 'failed', 'canceled']),
  reason: z.enum(REFUND_FAILURES).default('unknown'),
});
const payoutRequest = z.strictObject({
  outcome: z.enum(['in_transit', 'paid', 'failed']),
  code: z.enum(PAYOUT_CODES).default('account_closed'),
});

/** What banks and wallets do, by hand: answers, disputes, the ends of refunds, payouts. */
export function moneyControls(server: FastifyInstance, sandbox: Sandbox): void {
  const { disputes, refunds, payouts } = sandbox;
  const changed = <T>(answer: T): T => {
    sandbox.agenda.runDue();
    sandbox.state.changed();
    return answer;
  };
  server.post('/wallet', (request) => changed(moveWallet(sandbox, parsed(walletRequest, request.body))));
  server.post('/disputes', (request) => {
    const { charge, ...wanted } = parsed(openRequest, request.body);
    sandbox.agenda.runDue();
    return changed(disputes.open(findCharge(sandbox, charge), wanted));
  });
  server.post('/disputes/:id/close', (request) => {
    const dispute = findDispute(sandbox, idOf(request));
    disputes.close(dispute, parsed(closeRequest, request.body).outcome, null);
    return changed(dispute);
  });
  server.post('/disputes/:id/escalate', (request) => {
    const dispute = findDispute(sandbox, idOf(request));
    disputes.escalate(dispute);
    return changed(dispute);
  });
  server.post('/refunds/:id/end', (request) => {
    const refund = findRefund(sandbox, idOf(request));
    const { outcome, reason } = parsed(refundRequest, request.body);
    refunds.end(refund, outcome, reason);
    return changed(refund);
  });
  server.post('/payouts/run', () => {
    sandbox.agenda.runDue();
    return changed({ payouts: payouts.runAutomatic() });
  });
  server.post('/payouts/:id/end', (request) => {
    const payout = findPayout(sandbox, idOf(request));
    const { outcome, code } = parsed(payoutRequest, request.body);
    if (outcome === 'failed') payouts.fail(payout, code);
    else payouts.advance(payout, outcome);
    return changed(payout);
  });
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id: string }).id;
}

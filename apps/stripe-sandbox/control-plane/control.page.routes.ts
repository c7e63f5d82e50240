import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendPage, textsOf } from '../hosted-page/page.replies.js';
import { pageLanguage, type PageLanguage } from '../hosted-page/page.texts.js';
import { invalidRequest } from '../protocol/stripe.fault.js';
import { findCharge } from '../resources/charge.resource.js';
import { findSubscription } from '../resources/subscription.resource.js';
import { findDispute } from '../resources/dispute.resource.js';
import { findIntent } from '../resources/payment-intent.resource.js';
import { findPayout } from '../resources/payout.resource.js';
import { findRefund } from '../resources/refund.resource.js';
import type { Sandbox } from '../sandbox.context.js';
import { controlPage } from './control.page.js';
import { payLikeVisitor, payRequest } from './fast.lane.js';
import { moveWallet, walletRequest } from './wallet.controls.js';
import { httpFault } from './http.faults.js';

const HOUR_MS = 3_600_000;
const REFUSED_CARD = '4000000000000002';

type Action = (sandbox: Sandbox, id: string) => unknown;

/** What each button does; `id` names the object of its line, where it has one. */
const ACTIONS: Record<string, Action> = {
  hour: (sandbox) => advance(sandbox, HOUR_MS),
  day: (sandbox) => advance(sandbox, 24 * HOUR_MS),
  month: (sandbox) => advance(sandbox, 31 * 24 * HOUR_MS),
  pay: (sandbox, id) => payLikeVisitor(sandbox, payRequest.parse({ session: id })),
  keepCard: (sandbox, id) => payLikeVisitor(sandbox, payRequest.parse({ session: id })),
  refuse: (sandbox, id) => payLikeVisitor(sandbox, payRequest.parse({ session: id, card: REFUSED_CARD })),
  walletApprove: (sandbox, id) => wallet(sandbox, { session: id, outcome: 'approve' }),
  walletLater: (sandbox, id) => wallet(sandbox, { session: id, outcome: 'approve', delaySeconds: 3600 }),
  walletDecline: (sandbox, id) => wallet(sandbox, { session: id, outcome: 'decline' }),
  walletExpire: (sandbox, id) => wallet(sandbox, { session: id, outcome: 'expire' }),
  settleWell: (sandbox, id) => settle(sandbox, id, true),
  settleBadly: (sandbox, id) => settle(sandbox, id, false),
  cancelSubscription: (sandbox, id) => {
    sandbox.subscriptions.cancel(findSubscription(sandbox, id), 'cancellation_requested', {}, null);
  },
  dispute: (sandbox, id) => sandbox.disputes.open(findCharge(sandbox, id), { reason: 'fraudulent', inquiry: false }),
  inquire: (sandbox, id) => sandbox.disputes.open(findCharge(sandbox, id), { reason: 'fraudulent', inquiry: true }),
  win: (sandbox, id) => {
    sandbox.disputes.close(findDispute(sandbox, id), 'won', null);
  },
  lose: (sandbox, id) => {
    sandbox.disputes.close(findDispute(sandbox, id), 'lost', null);
  },
  endInquiry: (sandbox, id) => {
    sandbox.disputes.close(findDispute(sandbox, id), 'warning_closed', null);
  },
  escalate: (sandbox, id) => {
    sandbox.disputes.escalate(findDispute(sandbox, id));
  },
  succeed: (sandbox, id) => {
    sandbox.refunds.end(findRefund(sandbox, id), 'succeeded');
  },
  fail: (sandbox, id) => {
    if (id.startsWith('po_')) sandbox.payouts.fail(findPayout(sandbox, id), 'account_closed');
    else sandbox.refunds.end(findRefund(sandbox, id), 'failed');
  },
  runPayout: (sandbox) => sandbox.payouts.runAutomatic(),
  arrive: (sandbox, id) => {
    sandbox.payouts.advance(findPayout(sandbox, id), 'paid');
  },
  rate_limit: (sandbox) => {
    sandbox.httpFaults.add([httpFault.parse({ kind: 'rate_limit' })]);
  },
  server_error: (sandbox) => {
    sandbox.httpFaults.add([httpFault.parse({ kind: 'server_error' })]);
  },
  cut_connection: (sandbox) => {
    sandbox.httpFaults.add([httpFault.parse({ kind: 'cut_connection' })]);
  },
  weather: (sandbox) => {
    const kinds = ['rate_limit', 'conflict', 'server_error', 'cut_connection'] as const;
    sandbox.httpFaults.add(kinds.map((kind) => httpFault.parse({ kind, probability: 0.025 })));
  },
  forge: (sandbox) => {
    sandbox.webhookFaults.set({ ...sandbox.webhookFaults.current, forgedBody: { probability: 0.5 } });
  },
  drop: (sandbox) => {
    sandbox.webhookFaults.set({ ...sandbox.webhookFaults.current, drop: { probability: 0.5 } });
  },
  duplicate: (sandbox) => {
    sandbox.webhookFaults.set({ ...sandbox.webhookFaults.current, duplicate: { copies: 1 } });
  },
  calm: (sandbox) => {
    sandbox.httpFaults.clear();
    sandbox.webhookFaults.set({});
  },
};

/** The control plane for a person: a page, and its buttons, which work without scripts. */
export function controlPageRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  server.get('/page', (request, reply) => {
    sandbox.agenda.runDue();
    // Without a referrer a browser sends `Origin: null` with the buttons, which looks like another site's page.
    return sendPage(reply, controlPage(sandbox, languageOf(request)), 'same-origin');
  });
  server.post('/page', (request, reply) => {
    const { action = '', id = '', lang } = textsOf(request);
    const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (act === undefined) throw invalidRequest(`There is no button ${action}`);
    sandbox.agenda.runDue();
    act(sandbox, id);
    sandbox.agenda.runDue();
    sandbox.state.changed();
    return reply.redirect(`/_sandbox/page?lang=${lang === 'en' ? 'en' : 'zh'}`, 303);
  });
}

function wallet(sandbox: Sandbox, request: object): unknown {
  return moveWallet(sandbox, walletRequest.parse(request));
}

/** Brings the result of a payment that was processing. */
function settle(sandbox: Sandbox, charge: string, succeeded: boolean): void {
  const intent = findIntent(sandbox, findCharge(sandbox, charge).payment_intent ?? '');
  sandbox.sessions.endProcessing(intent, succeeded);
}

function advance(sandbox: Sandbox, milliseconds: number): void {
  sandbox.clock.advance(milliseconds);
  sandbox.agenda.runDue();
  sandbox.deliveries.wake();
}

function languageOf(request: FastifyRequest): PageLanguage {
  const { lang } = request.query as { lang?: string };
  return pageLanguage(lang, null, request.headers['accept-language']);
}

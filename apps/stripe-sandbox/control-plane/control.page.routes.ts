import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendPage, textsOf } from '../hosted-page/page.replies.js';
import { pageLanguage, type PageLanguage } from '../hosted-page/page.texts.js';
import { invalidRequest } from '../protocol/stripe.fault.js';
import { findCharge } from '../resources/charge.resource.js';
import { findDispute } from '../resources/dispute.resource.js';
import { findPayout } from '../resources/payout.resource.js';
import { findRefund } from '../resources/refund.resource.js';
import type { Sandbox } from '../sandbox.context.js';
import { controlPage } from './control.page.js';
import { payLikeVisitor, payRequest } from './fast.lane.js';
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
  refuse: (sandbox, id) => payLikeVisitor(sandbox, payRequest.parse({ session: id, card: REFUSED_CARD })),
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

function advance(sandbox: Sandbox, milliseconds: number): void {
  sandbox.clock.advance(milliseconds);
  sandbox.agenda.runDue();
  sandbox.deliveries.wake();
}

function languageOf(request: FastifyRequest): PageLanguage {
  const { lang } = request.query as { lang?: string };
  return pageLanguage(lang, null, request.headers['accept-language']);
}

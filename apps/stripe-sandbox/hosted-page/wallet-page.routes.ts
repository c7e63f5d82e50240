import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inWords } from '../payments/amount.rules.js';
import { isWallet, type WalletKind } from '../payments/method.kinds.js';
import { qrPng, qrSvg } from '../payments/qr.picture.js';
import { qrTextOf, type WalletAnswer } from '../payments/wallet.attempt.js';
import type { Sandbox } from '../sandbox.context.js';
import type { StoredIntent, StoredSession } from '../state/stored.objects.js';
import { checkoutPath } from './page.paths.js';
import {
  backToMerchant,
  languageOf,
  leave,
  redirect,
  sendClosed,
  sendMessage,
  sendPage,
  textsOf,
} from './page.replies.js';
import { walletPage } from './wallet.page.js';

/** How long «the result comes later» takes, in milliseconds. */
const LATER_MS = 30_000;

/** What each button of the wallet does: the answer, and how long its result takes. */
const BUTTONS: Record<string, [answer: WalletAnswer, delayMs: number]> = {
  approve: ['approve', 0],
  approveLater: ['approve', LATER_MS],
  failLater: ['decline', LATER_MS],
  decline: ['decline', 0],
  expire: ['expire', 0],
};

/** The wallet's side of a payment: the page that Alipay would show, and the code that WeChat would scan. */
export function walletRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  const pages = new WalletPages(sandbox);
  for (const path of ['/c/pay/:id/wallet', '/wallet/:id/:secret']) {
    server.get(path, (request, reply) => pages.show(request, reply));
    server.post(path, (request, reply) => pages.answer(request, reply));
    server.get(`${path}/code.svg`, (request, reply) => pages.picture(request, reply, 'svg'));
    server.get(`${path}/code.png`, (request, reply) => pages.picture(request, reply, 'png'));
  }
}

interface Visit {
  session: StoredSession | undefined;
  intent: StoredIntent | undefined;
  /** The wallet that waits for its payer; undefined when none does. */
  kind: WalletKind | undefined;
}

class WalletPages {
  constructor(private readonly sandbox: Sandbox) {}

  show(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const visit = this.visitOf(request);
    const { session, intent, kind } = visit;
    if (intent === undefined || kind === undefined) return this.elsewhere(request, reply, visit);
    const page = walletPage({
      language: languageOf(request, session?.locale ?? null),
      kind,
      merchant: this.sandbox.settings.merchantName,
      amount: inWords(intent.amount, intent.currency),
      qr: qrSvg(qrTextOf(intent)),
    });
    return sendPage(reply, page);
  }

  answer(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const visit = this.visitOf(request);
    const { session, intent, kind } = visit;
    if (intent === undefined || kind === undefined) return this.elsewhere(request, reply, visit);
    const name = textsOf(request)['outcome'] ?? '';
    const button = Object.hasOwn(BUTTONS, name) ? BUTTONS[name] : undefined;
    if (button === undefined) return sendMessage(request, reply.code(400), 'wrongRequest');
    if (session === undefined) this.sandbox.intents.answerWallet(intent, ...button, null);
    else this.sandbox.sessions.answerWallet(session, ...button);
    this.sandbox.agenda.runDue();
    this.sandbox.state.changed();
    return this.elsewhere(request, reply, { session, intent, kind: undefined });
  }

  async picture(request: FastifyRequest, reply: FastifyReply, format: 'svg' | 'png'): Promise<FastifyReply> {
    const { intent } = this.visitOf(request);
    if (intent === undefined) return sendMessage(request, reply.code(404), 'missing');
    const text = qrTextOf(intent);
    if (format === 'svg') return reply.type('image/svg+xml').send(qrSvg(text));
    return reply.type('image/png').send(await qrPng(text));
  }

  /** Where a visitor belongs whose wallet has nothing to ask. */
  private elsewhere(request: FastifyRequest, reply: FastifyReply, { session, intent }: Visit): FastifyReply {
    if (session?.status === 'open') return redirect(reply, request, checkoutPath(session.id));
    if (session !== undefined) {
      const arrived = request.method === 'POST' && session.status === 'complete';
      return arrived ? leave(reply, session) : sendClosed(request, reply, session, intent);
    }
    if (intent === undefined) return sendMessage(request, reply.code(404), 'missing');
    return backToMerchant(this.sandbox, request, reply, intent);
  }

  private visitOf(request: FastifyRequest): Visit {
    this.sandbox.agenda.runDue();
    const { id, secret } = request.params as { id: string; secret?: string };
    const { intents, paymentMethods, sessions } = this.sandbox.state.collections;
    const session = secret === undefined ? sessions.get(id) : undefined;
    const named = intents.get(secret === undefined ? (session?.payment_intent ?? '') : id);
    const intent = secret === undefined || named?.client_secret === secret ? named : undefined;
    const type = paymentMethods.get(intent?.payment_method ?? '')?.type ?? '';
    return { session, intent, kind: intent?.status === 'requires_action' && isWallet(type) ? type : undefined };
  }
}

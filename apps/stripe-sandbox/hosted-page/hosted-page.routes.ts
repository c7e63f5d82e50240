import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inWords } from '../payments/amount.rules.js';
import { faultOfEmail, readCardForm, type CardForm, type CardFormFaults } from '../payments/card.entry.js';
import { isWallet, type WalletKind } from '../payments/method.kinds.js';
import type { ConfirmOutcome } from '../payments/payment-intent.machine.js';
import type { Sandbox } from '../sandbox.context.js';
import type { StoredIntent, StoredSession, StoredSetupIntent } from '../state/stored.objects.js';
import { challengePage } from './challenge.page.js';
import { checkoutPage, offeredKinds } from './checkout.page.js';
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
import { challengePath, checkoutPath, walletPath } from './page.paths.js';
import { portalRoutes } from './portal-page.routes.js';
import { walletRoutes } from './wallet-page.routes.js';

const EMPTY_FORM: CardForm = { number: '', expiry: '', cvc: '', name: '', email: '' };

/** The pages a visitor sees. They work with forms and redirects alone. */
export function hostedPageRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  const pages = new HostedPages(sandbox);
  server.setErrorHandler((error, request, reply) => {
    sandbox.log.warn({ err: error, path: request.url }, 'a payment page could not be served');
    return sendMessage(request, reply.code(400), 'wrongRequest');
  });
  server.get('/c/pay/:id', (request, reply) => pages.showCheckout(request, reply));
  server.post('/c/pay/:id', (request, reply) => pages.submitCheckout(request, reply));
  server.get('/c/pay/:id/challenge', (request, reply) => pages.showSessionChallenge(request, reply));
  server.post('/c/pay/:id/challenge', (request, reply) => pages.answerSessionChallenge(request, reply));
  server.get('/3d_secure/:id/:secret', (request, reply) => pages.showIntentChallenge(request, reply));
  server.post('/3d_secure/:id/:secret', (request, reply) => pages.answerIntentChallenge(request, reply));
  walletRoutes(server, sandbox);
  portalRoutes(server, sandbox);
}

/** What a page moves: a payment, or a method that is set up for later. */
type Subject = StoredIntent | StoredSetupIntent;

class HostedPages {
  constructor(private readonly sandbox: Sandbox) {}

  showCheckout(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const session = this.sessionOf(request);
    if (session?.status !== 'open') return this.closed(request, reply, session);
    const waiting = this.waitingPath(session);
    if (waiting !== undefined) return redirect(reply, request, waiting);
    return this.form(request, reply, session, this.typedBefore(session), {});
  }

  submitCheckout(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const session = this.sessionOf(request);
    if (session?.status !== 'open') return this.closed(request, reply, session);
    const typed = { ...EMPTY_FORM, ...textsOf(request) };
    const kind = textsOf(request)['method'] ?? offeredKinds(session)[0] ?? 'card';
    if (isWallet(kind)) return this.goToWallet(request, reply, session, kind, typed);
    const checked = readCardForm(typed, new Date(this.sandbox.clock.nowMs()), session.customer_email === null);
    if ('faults' in checked) return this.form(request, reply.code(422), session, typed, checked.faults);
    const outcome = this.sandbox.sessions.pay(session, checked.entry);
    this.afterChange();
    return this.goOn(request, reply, session, outcome) ?? this.form(request, reply.code(402), session, typed, {});
  }

  showSessionChallenge(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const session = this.sessionOf(request);
    if (session?.status !== 'open') return this.closed(request, reply, session);
    const subject = this.subjectOf(session);
    if (subject?.status !== 'requires_action') return redirect(reply, request, checkoutPath(session.id));
    return this.challenge(request, reply, subject, session.locale);
  }

  answerSessionChallenge(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const session = this.sessionOf(request);
    if (session?.status !== 'open') return this.closed(request, reply, session);
    if (this.subjectOf(session)?.status !== 'requires_action')
      return redirect(reply, request, checkoutPath(session.id));
    const outcome = this.sandbox.sessions.authenticate(session, textsOf(request)['outcome'] === 'complete');
    this.afterChange();
    return this.goOn(request, reply, session, outcome) ?? redirect(reply, request, checkoutPath(session.id));
  }

  showIntentChallenge(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const subject = this.challenged(request);
    if (subject === undefined) return sendMessage(request, reply.code(404), 'missing');
    if (subject.status !== 'requires_action') return backToMerchant(this.sandbox, request, reply, subject);
    return this.challenge(request, reply, subject, null);
  }

  answerIntentChallenge(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const subject = this.challenged(request);
    if (subject === undefined) return sendMessage(request, reply.code(404), 'missing');
    if (subject.status === 'requires_action') {
      const passed = textsOf(request)['outcome'] === 'complete';
      if (subject.object === 'setup_intent') this.sandbox.setups.authenticate(subject, passed, null);
      else this.sandbox.intents.authenticate(subject, passed, null);
      this.afterChange();
    }
    return backToMerchant(this.sandbox, request, reply, subject);
  }

  private goToWallet(
    request: FastifyRequest,
    reply: FastifyReply,
    session: StoredSession,
    kind: WalletKind,
    typed: CardForm,
  ): FastifyReply {
    const email = typed.email.trim();
    const fault = faultOfEmail(email, session.customer_email === null);
    if (fault !== undefined) return this.form(request, reply.code(422), session, typed, { email: fault });
    const outcome = this.sandbox.sessions.payByWallet(session, kind, email === '' ? null : email);
    this.afterChange();
    return this.goOn(request, reply, session, outcome) ?? this.form(request, reply.code(402), session, typed, {});
  }

  /** Where an attempt leads; undefined when it was declined and the visitor stays. */
  private goOn(
    request: FastifyRequest,
    reply: FastifyReply,
    session: StoredSession,
    outcome: ConfirmOutcome,
  ): FastifyReply | undefined {
    if (outcome.kind === 'declined') return undefined;
    if (outcome.kind !== 'requires_action') return leave(reply, session);
    return redirect(reply, request, this.waitingPath(session) ?? checkoutPath(session.id));
  }

  /** The page on which an attempt waits for its payer, when one does. */
  private waitingPath(session: StoredSession): string | undefined {
    const subject = this.subjectOf(session);
    if (subject?.status !== 'requires_action') return undefined;
    const method = this.sandbox.state.collections.paymentMethods.get(subject.payment_method ?? '');
    return isWallet(method?.type ?? '') ? walletPath(subject, session.id) : challengePath(subject, session.id);
  }

  private closed(request: FastifyRequest, reply: FastifyReply, session: StoredSession | undefined): FastifyReply {
    const intent = this.sandbox.state.collections.intents.get(session?.payment_intent ?? '');
    return sendClosed(request, reply, session, intent);
  }

  private afterChange(): void {
    this.sandbox.agenda.runDue();
    this.sandbox.state.changed();
  }

  private sessionOf(request: FastifyRequest): StoredSession | undefined {
    this.sandbox.agenda.runDue();
    return this.sandbox.state.collections.sessions.get((request.params as { id: string }).id);
  }

  private subjectOf(session: StoredSession): Subject | undefined {
    const { intents, setupIntents } = this.sandbox.state.collections;
    return intents.get(session.payment_intent ?? '') ?? setupIntents.get(session.setup_intent ?? '');
  }

  private challenged(request: FastifyRequest): Subject | undefined {
    const { id, secret } = request.params as { id: string; secret: string };
    const { intents, setupIntents } = this.sandbox.state.collections;
    const subject = intents.get(id) ?? setupIntents.get(id);
    return subject?.client_secret === secret ? subject : undefined;
  }

  /** After a failed challenge the visitor comes back to a new page; what is no secret is filled in again. */
  private typedBefore(session: StoredSession): CardForm {
    const method = errorOf(this.subjectOf(session))?.payment_method;
    if (method === undefined) return EMPTY_FORM;
    const { name, email } = method.billing_details;
    const known = { ...EMPTY_FORM, name: name ?? '', email: email ?? '' };
    if (method.card === undefined) return known;
    const month = String(method.card.exp_month).padStart(2, '0');
    return { ...known, expiry: `${month} / ${String(method.card.exp_year).slice(-2)}` };
  }

  private form(
    request: FastifyRequest,
    reply: FastifyReply,
    session: StoredSession,
    typed: CardForm,
    faults: CardFormFaults,
  ): FastifyReply {
    const error = errorOf(this.subjectOf(session));
    const page = checkoutPage({
      language: languageOf(request, session.locale),
      merchant: this.sandbox.settings.merchantName,
      session,
      lines: this.sandbox.state.collections.checkoutPlans.get(session.id)?.lines ?? [],
      typed,
      faults,
      chosen: textsOf(request)['method'] ?? error?.payment_method?.type ?? null,
      decline: error?.decline_code ?? error?.code ?? null,
    });
    return sendPage(reply, page);
  }

  private challenge(
    request: FastifyRequest,
    reply: FastifyReply,
    subject: Subject,
    locale: string | null,
  ): FastifyReply {
    const page = challengePage({
      language: languageOf(request, locale),
      merchant: this.sandbox.settings.merchantName,
      amount: subject.object === 'payment_intent' ? inWords(subject.amount, subject.currency) : null,
    });
    return sendPage(reply, page);
  }
}

function errorOf(subject: Subject | undefined): StoredIntent['last_payment_error'] | undefined {
  return subject?.object === 'setup_intent' ? subject.last_setup_error : subject?.last_payment_error;
}

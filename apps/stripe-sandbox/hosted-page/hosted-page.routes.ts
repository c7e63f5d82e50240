import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inWords } from '../payments/amount.rules.js';
import { readCardForm, type CardForm, type CardFormFaults } from '../payments/card.entry.js';
import { decodeForm } from '../protocol/form.decoding.js';
import type { Sandbox } from '../sandbox.context.js';
import type { StoredIntent, StoredSession } from '../state/stored.objects.js';
import { challengePage } from './challenge.page.js';
import { checkoutPage } from './checkout.page.js';
import { messagePage, type MessageKind } from './message.page.js';
import { CONTENT_SECURITY_POLICY } from './page.layout.js';
import { pageLanguage, type PageLanguage } from './page.texts.js';

const EMPTY_FORM: CardForm = { number: '', expiry: '', cvc: '', name: '', email: '' };

/** Where a session's payment page is, below the sandbox's address. */
export function checkoutPath(sessionId: string): string {
  return `/c/pay/${sessionId}`;
}

/** Where a payment intent's challenge is, below the sandbox's address; the secret keeps others away. */
export function challengePath(intent: StoredIntent, sessionId: string | null): string {
  if (sessionId !== null) return `${checkoutPath(sessionId)}/challenge`;
  return `/3d_secure/${intent.id}/${intent.client_secret}`;
}

/** The pages a visitor sees. They work with forms and redirects alone. */
export function hostedPageRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  const pages = new HostedPages(sandbox);
  server.setErrorHandler((error, request, reply) => {
    sandbox.log.warn({ err: error, path: request.url }, 'a payment page could not be served');
    return pages.message(request, reply.code(400), 'wrongRequest');
  });
  server.get('/c/pay/:id', (request, reply) => pages.showCheckout(request, reply));
  server.post('/c/pay/:id', (request, reply) => pages.submitCheckout(request, reply));
  server.get('/c/pay/:id/challenge', (request, reply) => pages.showSessionChallenge(request, reply));
  server.post('/c/pay/:id/challenge', (request, reply) => pages.answerSessionChallenge(request, reply));
  server.get('/3d_secure/:id/:secret', (request, reply) => pages.showIntentChallenge(request, reply));
  server.post('/3d_secure/:id/:secret', (request, reply) => pages.answerIntentChallenge(request, reply));
}

class HostedPages {
  constructor(private readonly sandbox: Sandbox) {}

  showCheckout(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const session = this.sessionOf(request);
    if (session?.status !== 'open') return this.closed(request, reply, session);
    if (this.intentOf(session)?.status === 'requires_action')
      return this.redirect(reply, request, `${checkoutPath(session.id)}/challenge`);
    return this.form(request, reply, session, this.typedBefore(session), {});
  }

  submitCheckout(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const session = this.sessionOf(request);
    if (session?.status !== 'open') return this.closed(request, reply, session);
    const typed = { ...EMPTY_FORM, ...textsOf(request) };
    const checked = readCardForm(typed, new Date(this.sandbox.clock.nowMs()), session.customer_email === null);
    if ('faults' in checked) return this.form(request, reply.code(422), session, typed, checked.faults);
    const outcome = this.sandbox.sessions.pay(session, checked.entry);
    this.afterChange();
    if (outcome.kind === 'succeeded') return this.leave(reply, session);
    if (outcome.kind === 'requires_action')
      return this.redirect(reply, request, `${checkoutPath(session.id)}/challenge`);
    return this.form(request, reply.code(402), session, typed, {});
  }

  showSessionChallenge(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const session = this.sessionOf(request);
    if (session?.status !== 'open') return this.closed(request, reply, session);
    const intent = this.intentOf(session);
    if (intent?.status !== 'requires_action') return this.redirect(reply, request, checkoutPath(session.id));
    return this.challenge(request, reply, intent, session.locale);
  }

  answerSessionChallenge(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const session = this.sessionOf(request);
    if (session?.status !== 'open') return this.closed(request, reply, session);
    if (this.intentOf(session)?.status !== 'requires_action')
      return this.redirect(reply, request, checkoutPath(session.id));
    const outcome = this.sandbox.sessions.authenticate(session, textsOf(request)['outcome'] === 'complete');
    this.afterChange();
    if (outcome.kind === 'succeeded') return this.leave(reply, session);
    return this.redirect(reply, request, checkoutPath(session.id));
  }

  showIntentChallenge(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const intent = this.challengedIntent(request);
    if (intent === undefined) return this.message(request, reply.code(404), 'missing');
    if (intent.status !== 'requires_action') return this.backToMerchant(request, reply, intent);
    return this.challenge(request, reply, intent, null);
  }

  answerIntentChallenge(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const intent = this.challengedIntent(request);
    if (intent === undefined) return this.message(request, reply.code(404), 'missing');
    if (intent.status === 'requires_action') {
      this.sandbox.intents.authenticate(intent, textsOf(request)['outcome'] === 'complete', null);
      this.afterChange();
    }
    return this.backToMerchant(request, reply, intent);
  }

  /** A page that says one thing. */
  message(request: FastifyRequest, reply: FastifyReply, kind: MessageKind): FastifyReply {
    return sendPage(reply, messagePage(kind, this.languageOf(request, null), null));
  }

  private afterChange(): void {
    this.sandbox.agenda.runDue();
    this.sandbox.state.changed();
  }

  private sessionOf(request: FastifyRequest): StoredSession | undefined {
    this.sandbox.agenda.runDue();
    return this.sandbox.state.collections.sessions.get((request.params as { id: string }).id);
  }

  private intentOf(session: StoredSession): StoredIntent | undefined {
    return this.sandbox.state.collections.intents.get(session.payment_intent ?? '');
  }

  private challengedIntent(request: FastifyRequest): StoredIntent | undefined {
    const { id, secret } = request.params as { id: string; secret: string };
    const intent = this.sandbox.state.collections.intents.get(id);
    return intent?.client_secret === secret ? intent : undefined;
  }

  /** After a failed challenge the visitor comes back to a new page; what is no secret is filled in again. */
  private typedBefore(session: StoredSession): CardForm {
    const method = this.intentOf(session)?.last_payment_error?.payment_method;
    if (method?.card === undefined) return EMPTY_FORM;
    const { name, email } = method.billing_details;
    const month = String(method.card.exp_month).padStart(2, '0');
    const expiry = `${month} / ${String(method.card.exp_year).slice(-2)}`;
    return { ...EMPTY_FORM, expiry, name: name ?? '', email: email ?? '' };
  }

  private form(
    request: FastifyRequest,
    reply: FastifyReply,
    session: StoredSession,
    typed: CardForm,
    faults: CardFormFaults,
  ): FastifyReply {
    const error = this.intentOf(session)?.last_payment_error;
    const page = checkoutPage({
      language: this.languageOf(request, session.locale),
      merchant: this.sandbox.settings.merchantName,
      session,
      lines: this.sandbox.state.collections.checkoutPlans.get(session.id)?.lines ?? [],
      typed,
      faults,
      decline: error?.decline_code ?? error?.code ?? null,
    });
    return sendPage(reply, page);
  }

  private challenge(
    request: FastifyRequest,
    reply: FastifyReply,
    intent: StoredIntent,
    locale: string | null,
  ): FastifyReply {
    const page = challengePage({
      language: this.languageOf(request, locale),
      merchant: this.sandbox.settings.merchantName,
      amount: inWords(intent.amount, intent.currency),
    });
    return sendPage(reply, page);
  }

  private closed(request: FastifyRequest, reply: FastifyReply, session: StoredSession | undefined): FastifyReply {
    if (session === undefined) return this.message(request, reply.code(404), 'missing');
    const language = this.languageOf(request, session.locale);
    if (session.status === 'complete') return sendPage(reply, messagePage('paid', language, successAddress(session)));
    return sendPage(reply.code(410), messagePage('expired', language, session.cancel_url));
  }

  private leave(reply: FastifyReply, session: StoredSession): FastifyReply {
    return reply.redirect(successAddress(session) ?? '/', 303);
  }

  private backToMerchant(request: FastifyRequest, reply: FastifyReply, intent: StoredIntent): FastifyReply {
    const returnUrl = this.sandbox.state.collections.intentNotes.get(intent.id)?.returnUrl ?? null;
    const paid = intent.status === 'succeeded';
    if (returnUrl === null) return this.message(request, reply, paid ? 'paid' : 'wrongRequest');
    const address = new URL(returnUrl);
    address.searchParams.set('payment_intent', intent.id);
    address.searchParams.set('payment_intent_client_secret', intent.client_secret);
    address.searchParams.set('redirect_status', paid ? 'succeeded' : 'failed');
    return reply.redirect(address.href, 303);
  }

  /** Stays on the sandbox's pages, and in the language the visitor chose there. */
  private redirect(reply: FastifyReply, request: FastifyRequest, path: string): FastifyReply {
    const chosen = chosenLanguage(request);
    return reply.redirect(chosen === undefined ? path : `${path}?lang=${chosen}`, 303);
  }

  private languageOf(request: FastifyRequest, locale: string | null): PageLanguage {
    return pageLanguage(chosenLanguage(request), locale, request.headers['accept-language']);
  }
}

function chosenLanguage(request: FastifyRequest): string | undefined {
  const chosen = textsOf(request)['lang'] ?? (request.query as { lang?: string }).lang;
  return chosen === 'zh' || chosen === 'en' ? chosen : undefined;
}

/** The plain texts of a submitted form; a name with brackets is nobody's here. */
/** The plain fields of a form that a page sent. */
export function textsOf(request: FastifyRequest): Record<string, string> {
  if (typeof request.body !== 'string') return {};
  const entries = Object.entries(decodeForm(request.body));
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

function successAddress(session: StoredSession): string | null {
  return session.success_url?.replaceAll('{CHECKOUT_SESSION_ID}', session.id) ?? null;
}

/** Sends a page with the headers that let nothing foreign run. */
export function sendPage(
  reply: FastifyReply,
  page: string,
  referrer: 'no-referrer' | 'same-origin' = 'no-referrer',
): FastifyReply {
  return reply
    .headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'Cache-Control': 'no-store',
      'Referrer-Policy': referrer,
      'X-Content-Type-Options': 'nosniff',
    })
    .send(page);
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { decodeForm } from '../protocol/form.decoding.js';
import type { Sandbox } from '../sandbox.context.js';
import type { StoredIntent, StoredSession, StoredSetupIntent } from '../state/stored.objects.js';
import { messagePage, type MessageKind } from './message.page.js';
import { CONTENT_SECURITY_POLICY } from './page.layout.js';
import { pageLanguage, type PageLanguage } from './page.texts.js';

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

/** A page that says one thing. */
export function sendMessage(request: FastifyRequest, reply: FastifyReply, kind: MessageKind): FastifyReply {
  return sendPage(reply, messagePage(kind, languageOf(request, null), null));
}

/** Stays on the sandbox's pages, and in the language the visitor chose there. */
export function redirect(reply: FastifyReply, request: FastifyRequest, path: string): FastifyReply {
  const chosen = chosenLanguage(request);
  return reply.redirect(chosen === undefined ? path : `${path}?lang=${chosen}`, 303);
}

/** What is said of a session that takes nothing any more, or that is not there. */
export function sendClosed(
  request: FastifyRequest,
  reply: FastifyReply,
  session: StoredSession | undefined,
  intent: StoredIntent | undefined,
): FastifyReply {
  if (session === undefined) return sendMessage(request, reply.code(404), 'missing');
  const language = languageOf(request, session.locale);
  if (session.status !== 'complete') {
    return sendPage(reply.code(410), messagePage('expired', language, session.cancel_url));
  }
  const unpaid = intent?.status === 'processing' ? 'processing' : 'failed';
  const paid = session.payment_status === 'paid' || intent?.status === 'requires_capture' ? 'paid' : unpaid;
  const kind = session.mode === 'setup' ? 'saved' : paid;
  return sendPage(reply, messagePage(kind, language, successAddress(session)));
}

/** Leads on to the merchant's page of success. */
export function leave(reply: FastifyReply, session: StoredSession): FastifyReply {
  return reply.redirect(successAddress(session) ?? '/', 303);
}

/** Leads back to where the merchant wants its payer, with the result in the address as Stripe puts it there. */
export function backToMerchant(
  sandbox: Sandbox,
  request: FastifyRequest,
  reply: FastifyReply,
  subject: StoredIntent | StoredSetupIntent,
): FastifyReply {
  const returnUrl = sandbox.state.collections.intentNotes.get(subject.id)?.returnUrl ?? null;
  const isSetup = subject.object === 'setup_intent';
  const done = subject.status === 'succeeded' || subject.status === 'requires_capture';
  const processing = subject.status === 'processing';
  if (returnUrl === null) {
    return sendMessage(
      request,
      reply,
      done ? (isSetup ? 'saved' : 'paid') : processing ? 'processing' : 'wrongRequest',
    );
  }
  const address = new URL(returnUrl);
  address.searchParams.set(subject.object, subject.id);
  address.searchParams.set(`${subject.object}_client_secret`, subject.client_secret);
  address.searchParams.set('redirect_status', done ? 'succeeded' : processing ? 'pending' : 'failed');
  return reply.redirect(address.href, 303);
}

export function languageOf(request: FastifyRequest, locale: string | null): PageLanguage {
  return pageLanguage(chosenLanguage(request), locale, request.headers['accept-language']);
}

/** The plain fields of a form that a page sent; a name with brackets is nobody's here. */
export function textsOf(request: FastifyRequest): Record<string, string> {
  if (typeof request.body !== 'string') return {};
  const entries = Object.entries(decodeForm(request.body));
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

function chosenLanguage(request: FastifyRequest): string | undefined {
  const chosen = textsOf(request)['lang'] ?? (request.query as { lang?: string }).lang;
  return chosen === 'zh' || chosen === 'en' ? chosen : undefined;
}

function successAddress(session: StoredSession): string | null {
  return session.success_url?.replaceAll('{CHECKOUT_SESSION_ID}', session.id) ?? null;
}

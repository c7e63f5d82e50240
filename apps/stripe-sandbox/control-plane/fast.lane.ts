import { z } from 'zod';
import { readCardForm, type CardEntry } from '../payments/card.entry.js';
import type { ConfirmOutcome } from '../payments/payment-intent.machine.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { Sandbox } from '../sandbox.context.js';

/** The card of a payment: its number alone, or everything a person would type. */
const card = z.strictObject({
  number: z.string().default('4242424242424242'),
  expiry: z.string().optional(),
  cvc: z.string().default('123'),
  name: z.string().default('SANDBOX TEST'),
  email: z.string().default('donor@example.test'),
});

export const payRequest = z.strictObject({
  session: z.string().optional(),
  payment_intent: z.string().optional(),
  card: z.union([z.string().transform((number) => card.parse({ number })), card]).prefault({}),
  /** How the challenge ends, if the card asks for one; without it the payment is left waiting there. */
  authenticate: z.enum(['complete', 'fail']).optional(),
});
export type PayRequest = z.output<typeof payRequest>;

export interface PayResult {
  status: ConfirmOutcome['kind'];
  payment_intent: string | null;
  session: string | null;
  error: { code: string | null; decline_code: string | null; message: string } | null;
}

/**
 * Pays as a visitor would on the payment page, without the page: the same form check and the same steps of the same
 * machines. For load tests, where a thousand browsers are too many.
 */
export function payLikeVisitor(sandbox: Sandbox, request: PayRequest): PayResult {
  const entry = entryFrom(sandbox, request);
  sandbox.agenda.runDue();
  const result =
    request.session === undefined ? payIntent(sandbox, request, entry) : paySession(sandbox, request, entry);
  sandbox.agenda.runDue();
  sandbox.state.changed();
  return result;
}

function paySession(sandbox: Sandbox, request: PayRequest, entry: CardEntry): PayResult {
  const id = request.session ?? '';
  const session = sandbox.state.collections.sessions.get(id);
  if (session === undefined) throw noSuch('checkout.session', id, 'session');
  let outcome = sandbox.sessions.pay(session, entry);
  if (outcome.kind === 'requires_action' && request.authenticate !== undefined) {
    outcome = sandbox.sessions.authenticate(session, request.authenticate === 'complete');
  }
  return resultOf(outcome, session.payment_intent, session.id);
}

function payIntent(sandbox: Sandbox, request: PayRequest, entry: CardEntry): PayResult {
  const id = request.payment_intent ?? '';
  const intent = sandbox.state.collections.intents.get(id);
  if (intent === undefined) throw noSuch('payment_intent', id, 'payment_intent');
  const owner = sandbox.state.collections.intentNotes.get(id)?.session ?? null;
  if (owner !== null) throw invalidRequest(`The payment intent ${id} belongs to ${owner}: pay the session`);
  const method = sandbox.methods.fromEntry(entry, entry.email);
  let outcome = sandbox.intents.confirm(intent, method, { returnUrl: null, offSession: false }, null);
  if (outcome.kind === 'requires_action' && request.authenticate !== undefined) {
    outcome = sandbox.intents.authenticate(intent, request.authenticate === 'complete', null);
  }
  return resultOf(outcome, id, null);
}

function entryFrom(sandbox: Sandbox, request: PayRequest): CardEntry {
  if ((request.session === undefined) === (request.payment_intent === undefined)) {
    throw invalidRequest('Name either a session or a payment_intent');
  }
  const now = new Date(sandbox.clock.nowMs());
  const expiry = request.card.expiry ?? `12/${now.getUTCFullYear() + 3}`;
  const checked = readCardForm({ ...request.card, expiry }, now, false);
  if ('entry' in checked) return checked.entry;
  throw invalidRequest(`The card form has faults: ${JSON.stringify(checked.faults)}`);
}

export function resultOf(outcome: ConfirmOutcome, intent: string | null, session: string | null): PayResult {
  const body = outcome.kind === 'declined' ? outcome.fault.body : null;
  const error =
    body === null ? null : { code: body.code ?? null, decline_code: body.decline_code ?? null, message: body.message };
  return { status: outcome.kind, payment_intent: intent, session, error };
}

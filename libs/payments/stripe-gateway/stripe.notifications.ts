import Stripe from 'stripe';
import type { Notification } from '../payment-gateway.types.js';
import { SignatureRejectedError } from '../payments.errors.js';

const TOLERANCE_SECONDS = 300;

/** Notifications that can change how a payment stands. They name our attempt. */
const ABOUT_ATTEMPTS = [
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.canceled',
  'charge.updated',
] as const;

/** Notifications of what became of a payment afterwards. They name the payment, whoever began it. */
const ABOUT_AFTERMATH = [
  'charge.refunded',
  'charge.refund.updated',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
] as const;

/** Notifications about money on its way to the bank. They name the payout. */
const ABOUT_PAYOUTS = [
  'payout.created',
  'payout.updated',
  'payout.paid',
  'payout.failed',
  'payout.canceled',
  'payout.reconciliation_completed',
] as const;

/** What the webhook endpoint subscribes to; everything else that arrives is kept and not acted on. */
export const WEBHOOK_EVENTS = [...ABOUT_ATTEMPTS, ...ABOUT_AFTERMATH, ...ABOUT_PAYOUTS] as const;

const attempts: ReadonlySet<string> = new Set(ABOUT_ATTEMPTS);
const aftermath: ReadonlySet<string> = new Set(ABOUT_AFTERMATH);
const payouts: ReadonlySet<string> = new Set(ABOUT_PAYOUTS);
const all: ReadonlySet<string> = new Set(WEBHOOK_EVENTS);

/** Whether it is a kind of notification we act on. */
export const isHeard = (type: string): boolean => all.has(type);

/**
 * Verifies a notification on its raw body and reads it.
 * @param secrets any of them may have signed: two are in use while one is being replaced
 * @throws SignatureRejectedError before anything is read
 */
export function verifiedNotification(
  rawBody: Buffer,
  signature: string | undefined,
  secrets: readonly string[],
): Notification {
  // The SDK accepts a timestamp from the future; a signer whose clock is ahead by more than the tolerance is none.
  const signedAt = Number(/(?:^|,)t=(\d+)/.exec(signature ?? '')?.[1] ?? Number.NaN);
  if (!(signedAt - Date.now() / 1000 <= TOLERANCE_SECONDS)) throw new SignatureRejectedError();
  for (const secret of secrets) {
    try {
      return readNotification(Stripe.webhooks.constructEvent(rawBody, signature ?? '', secret, TOLERANCE_SECONDS));
    } catch {
      // Signed with another secret, or by nobody we know.
    }
  }
  throw new SignatureRejectedError();
}

export function readNotification(event: Stripe.Event): Notification {
  const object = event.data.object as {
    id?: string;
    metadata?: Record<string, string> | null;
    payment_intent?: string | { id: string } | null;
  };
  return {
    eventId: event.id,
    type: event.type,
    objectId: object.id ?? '',
    apiVersion: event.api_version,
    subject: subjectOf(event.type, object),
    declined: event.type === 'payment_intent.payment_failed',
    payload: event,
  };
}

function subjectOf(
  type: string,
  object: { id?: string; metadata?: Record<string, string> | null; payment_intent?: string | { id: string } | null },
): Notification['subject'] {
  if (attempts.has(type)) {
    const { attempt_id: attempt, card_update_id: update } = object.metadata ?? {};
    // The page on which a card is replaced tells of itself with the same word as one on which is paid.
    if (update !== undefined) return { topic: 'monthly-gifts-card', key: update };
    return attempt === undefined ? null : { topic: 'payments-settle', key: attempt };
  }
  if (payouts.has(type)) return object.id === undefined ? null : { topic: 'payouts-follow', key: object.id };
  const intent = object.payment_intent;
  const key = typeof intent === 'string' ? intent : intent?.id;
  return aftermath.has(type) && key !== undefined ? { topic: 'payments-follow', key } : null;
}

import Stripe from 'stripe';
import { Inject, Injectable } from '@nestjs/common';
import { invariant } from '#kernel';
import { Settings } from '#platform';
import {
  GatewayUnavailable,
  PaymentGateway,
  type CheckoutOrder,
  type GatewayCapabilities,
  type Notification,
  type OpenedCheckout,
  type PaymentStatus,
} from './payment-gateway.js';
import { SignatureRejectedError } from './payments.errors.js';

/** Pinned: the types, the sandbox and the webhook endpoint speak this version. */
const API_VERSION = '2026-10-28.endive';
const TIMEOUT_MS = 10_000;
const TOLERANCE_SECONDS = 300;

/** Notifications that can change how a payment stands; everything else is kept and not acted on. */
const RELEVANT = new Set([
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.canceled',
  'charge.updated',
]);

/**
 * Stripe Checkout as the payment provider, or the sandbox that speaks its language when `STRIPE_API_BASE` is set.
 * It turns orders into sessions and sessions into statuses; it knows no pledge, no state and no table. Money crosses
 * here, and only here, between whole fen in bigint and Stripe's numbers.
 */
@Injectable()
export class StripeGateway extends PaymentGateway {
  readonly name = 'stripe';
  readonly capabilities: GatewayCapabilities = {
    recurring: true,
    disputes: true,
    refundWindowDays: 180,
    asynchronousRefund: true,
    currency: 'CNY',
    smallest: 100n,
    largest: 99_999_999n,
  };

  private readonly stripe: Stripe;
  private readonly webhookSecret: string;

  constructor(@Inject(Settings) { stripe }: Pick<Settings, 'stripe'>) {
    super();
    const base = stripe.apiBase ? new URL(stripe.apiBase) : null;
    this.webhookSecret = stripe.webhookSecret;
    this.stripe = new Stripe(stripe.secretKey, {
      apiVersion: API_VERSION,
      timeout: TIMEOUT_MS,
      maxNetworkRetries: 2,
      telemetry: false,
      ...(base
        ? { host: base.hostname, port: base.port, protocol: base.protocol === 'https:' ? 'https' : 'http' }
        : {}),
    });
  }

  async openCheckout(order: CheckoutOrder): Promise<OpenedCheckout> {
    const metadata = { pledge_id: order.pledgeId, attempt_id: order.attemptId };
    const session = await this.asking(() =>
      this.stripe.checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: order.pledgeId,
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: 'cny',
                unit_amount: toWire(order.amount),
                product_data: { name: order.title },
              },
            },
          ],
          metadata,
          payment_intent_data: { metadata, description: order.title },
          ...(order.email ? { customer_email: order.email } : {}),
          locale: order.locale === 'en' ? 'en' : 'zh',
          success_url: order.successUrl,
          cancel_url: order.cancelUrl,
          expires_at: Math.floor(order.expiresAt.getTime() / 1000),
        },
        { idempotencyKey: order.idempotencyKey },
      ),
    );
    invariant(session.url, 'an open checkout has a page');
    return { sessionId: session.id, url: session.url };
  }

  async inspect(sessionId: string): Promise<PaymentStatus> {
    const session = await this.asking(() =>
      this.stripe.checkout.sessions.retrieve(sessionId, {
        expand: ['payment_intent.latest_charge.balance_transaction'],
      }),
    );
    const intent = session.payment_intent;
    if (intent !== null && typeof intent === 'object') {
      if (intent.status === 'succeeded') return paidStatus(intent);
      if (intent.status === 'processing') return { kind: 'processing' };
      const error = intent.last_payment_error;
      if (error && session.status === 'open') {
        return { kind: 'failed', failure: error.decline_code ?? error.code ?? 'payment_failed' };
      }
    }
    return { kind: session.status === 'expired' ? 'expired' : 'awaiting' };
  }

  parseNotification(rawBody: Buffer, signature: string | undefined): Notification {
    let event: Stripe.Event;
    try {
      event = this.stripe.webhooks.constructEvent(rawBody, signature ?? '', this.webhookSecret, TOLERANCE_SECONDS);
    } catch {
      throw new SignatureRejectedError();
    }
    // The SDK accepts a timestamp from the future; a signer whose clock is ahead by more than the tolerance is none.
    const signedAt = Number(/(?:^|,)t=(\d+)/.exec(signature ?? '')?.[1] ?? Number.NaN);
    if (!(signedAt - Date.now() / 1000 <= TOLERANCE_SECONDS)) throw new SignatureRejectedError();
    const object = event.data.object as { id?: string; metadata?: Record<string, string> | null };
    return {
      eventId: event.id,
      type: event.type,
      objectId: object.id ?? '',
      attemptId: RELEVANT.has(event.type) ? (object.metadata?.['attempt_id'] ?? null) : null,
      payload: event,
    };
  }

  private async asking<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (
        error instanceof Stripe.errors.StripeConnectionError ||
        error instanceof Stripe.errors.StripeAPIError ||
        error instanceof Stripe.errors.StripeRateLimitError ||
        // 409: the same key is under way in a parallel request.
        (error instanceof Stripe.errors.StripeError && error.statusCode === 409)
      ) {
        throw new GatewayUnavailable(error.message, { cause: error, keySpent: (error.statusCode ?? 0) >= 500 });
      }
      throw error;
    }
  }
}

function paidStatus(intent: Stripe.PaymentIntent): PaymentStatus {
  const charge = intent.latest_charge;
  invariant(charge !== null && typeof charge === 'object', 'a payment that succeeded has a charge');
  const transaction = charge.balance_transaction;
  // Stripe may report the fee a moment after the payment; until then the payment is not yet whole.
  if (transaction === null || typeof transaction !== 'object') return { kind: 'processing' };
  return {
    kind: 'paid',
    amount: BigInt(intent.amount_received),
    fee: BigInt(transaction.fee),
    paymentIntentId: intent.id,
    chargeId: charge.id,
    paidAt: new Date(charge.created * 1000),
  };
}

/** Stripe's amounts are numbers; ours end below 2⁵³ by the largest pledge there is. */
function toWire(fen: bigint): number {
  invariant(fen > 0n && fen <= 99_999_999n, 'an amount on the wire has at most eight digits');
  return Number(fen);
}

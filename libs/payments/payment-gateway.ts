import type { Fen } from '#kernel';

/** What a provider can do; a method that cannot do a thing does not offer it. */
export interface GatewayCapabilities {
  recurring: boolean;
  disputes: boolean;
  /** Days within which a payment can be refunded. */
  refundWindowDays: number;
  asynchronousRefund: boolean;
  currency: 'CNY';
  smallest: Fen;
  largest: Fen;
}

export interface CheckoutOrder {
  attemptId: string;
  pledgeId: string;
  /** Ours: the same key is the same order, however often it is sent. */
  idempotencyKey: string;
  amount: Fen;
  /** Shown on the payment page and on statements. */
  title: string;
  locale: string;
  email: string | null;
  successUrl: string;
  cancelUrl: string;
  /** When the page stops taking money. */
  expiresAt: Date;
}

export interface OpenedCheckout {
  sessionId: string;
  url: string;
}

/** How a payment stands at the provider, right now. */
export type PaymentStatus =
  | { kind: 'awaiting' | 'processing' | 'expired' }
  | { kind: 'failed'; failure: string }
  | { kind: 'paid'; amount: Fen; fee: Fen; paymentIntentId: string; chargeId: string; paidAt: Date };

/** A verified notification. */
export interface Notification {
  eventId: string;
  type: string;
  objectId: string;
  /** The attempt it is about; null when it is about nothing of ours or a type we do not act on. */
  attemptId: string | null;
  payload: object;
}

/** The payment provider could not be asked; nothing is known of what it did. */
export class GatewayUnavailable extends Error {
  override readonly name = 'GatewayUnavailable';
  /**
   * The provider answered with a failure of its own, and keeps that answer under the idempotency key: asking again
   * with the same key fails for as long as the provider remembers it.
   */
  readonly keySpent: boolean;

  constructor(message: string, { cause, keySpent = false }: { cause?: unknown; keySpent?: boolean } = {}) {
    super(message, { cause });
    this.keySpent = keySpent;
  }
}

/** A payment provider. Our own ids are primary; the provider's are attributes. */
export abstract class PaymentGateway {
  abstract readonly name: string;
  abstract readonly capabilities: GatewayCapabilities;

  /** Opens a page where the giver pays. @throws GatewayUnavailable */
  abstract openCheckout(order: CheckoutOrder): Promise<OpenedCheckout>;

  /** Asks how the payment behind a checkout stands. @throws GatewayUnavailable */
  abstract inspect(sessionId: string): Promise<PaymentStatus>;

  /** Verifies and reads a notification. @throws SignatureRejectedError */
  abstract parseNotification(rawBody: Buffer, signature: string | undefined): Notification;
}

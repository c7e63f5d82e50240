import { PassingTrouble } from '#platform';
import type {
  CardUpdateOrder,
  CheckoutOrder,
  DisputeEvidence,
  EnsuredWebhook,
  MethodCapabilities,
  Notification,
  OpenedCheckout,
  PaymentAftermath,
  PaymentStatus,
  ProviderPayout,
  ProviderRefund,
  RefundOrder,
  SavedCard,
  SavedCardOrder,
  StatementLine,
  WebhookStatus,
} from './payment-gateway.types.js';

/** The payment provider could not be asked; nothing is known of what it did. */
export class GatewayUnavailable extends PassingTrouble {
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

/** The provider understood and said no for good; `code` is its stable word for why. Nothing has been done. */
export class GatewayRefused extends Error {
  override readonly name = 'GatewayRefused';

  constructor(
    readonly code: string,
    cause?: unknown,
  ) {
    super(`the provider refused: ${code}`, { cause });
  }
}

/**
 * A payment provider. Our own ids are primary; the provider's are attributes. Every verb that moves money takes an
 * idempotency key of ours that was committed before. None is called within a database transaction.
 *
 * Each method throws GatewayUnavailable when the provider could not be asked, and GatewayRefused when it said no.
 */
export abstract class PaymentGateway {
  abstract readonly name: string;
  /** The methods it takes, each with what it can do, in the order they are offered. */
  abstract readonly methods: readonly MethodCapabilities[];

  /** Opens a page where the giver pays. */
  abstract openCheckout(order: CheckoutOrder): Promise<OpenedCheckout>;

  /** Closes a page nobody is to pay on any more; one that is paid or closed stays as it is. */
  abstract closeCheckout(sessionId: string): Promise<void>;

  /** How the payment behind a page stands. */
  abstract inspect(sessionId: string): Promise<PaymentStatus>;

  /** Charges a kept card without its owner. A card that is declined is an answer, not an error. */
  abstract chargeSavedCard(order: SavedCardOrder): Promise<PaymentStatus>;

  /**
   * How the payment of an attempt without a page stands, found by its own id, not by its key: a provider forgets keys
   * after a day. Null when it never heard of the attempt.
   * @param since when the attempt was made
   */
  abstract findPayment(attemptId: string, customerId: string, since: Date): Promise<PaymentStatus | null>;

  /** Opens a page on which a giver replaces the card that is kept. */
  abstract openCardUpdate(order: CardUpdateOrder): Promise<OpenedCheckout>;

  /** The card that was kept on such a page, or null while there is none. */
  abstract inspectCardUpdate(sessionId: string): Promise<SavedCard | null>;

  /** Forgets a kept card; one that is forgotten stays so. */
  abstract forgetCard(cardId: string): Promise<void>;

  /** Sends money back the way it came. */
  abstract refund(order: RefundOrder): Promise<ProviderRefund>;

  /** Everything that became of a payment after it was taken: refunds and disputes, whoever began them. */
  abstract followPayment(paymentIntentId: string): Promise<PaymentAftermath>;

  /** Hands in what speaks against a dispute; it can be handed in once. */
  abstract submitEvidence(disputeId: string, evidence: DisputeEvidence, idempotencyKey: string): Promise<void>;

  /** Lets the giver's bank have the money. */
  abstract acceptDispute(disputeId: string, idempotencyKey: string): Promise<void>;

  /** The provider's statement from a moment on, newest first; its clock is the provider's, in whole seconds. */
  abstract listStatement(from: Date): AsyncIterable<StatementLine>;

  /** The lines an automatic payout is made of. */
  abstract listPayoutLines(payoutId: string): AsyncIterable<StatementLine>;

  /** Payouts made since a moment, newest first. */
  abstract listPayouts(since: Date): AsyncIterable<ProviderPayout>;

  /** How one payout stands. */
  abstract inspectPayout(payoutId: string): Promise<ProviderPayout>;

  /** Notifications since a moment that no endpoint has confirmed, newest first. */
  abstract listMissed(since: Date): AsyncIterable<Notification>;

  /** Whether the provider sends us what we act on, in the version we read. @param url where we listen */
  abstract describeWebhook(url: string): Promise<WebhookStatus>;

  /**
   * Makes the provider send it. Again changes nothing.
   * @param retireTwins switches other endpoints of the same address off: only once the new secret is in use
   */
  abstract ensureWebhook(url: string, retireTwins: boolean): Promise<EnsuredWebhook>;

  /** Verifies and reads a notification. @throws SignatureRejectedError */
  abstract parseNotification(rawBody: Buffer, signature: string | undefined): Notification;
}

import type { Fen } from '#kernel';
import type { PaymentMethod } from '#platform';

/** What a method of payment can do at a provider; a method that cannot do a thing does not offer it. */
export interface MethodCapabilities {
  method: PaymentMethod;
  /** Can be kept and charged again without its owner, as a monthly gift needs. */
  recurring: boolean;
  /** Its owner's bank can take the money back. */
  disputes: boolean;
  /** Days within which a payment can be refunded. */
  refundWindowDays: number;
  /** A refund is asked for first and succeeds or fails later. */
  asynchronousRefund: boolean;
  currency: 'CNY';
  smallest: Fen;
  largest: Fen;
}

/** A payment to be made on the provider's own page. */
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
  /** What the page offers, in this order. */
  methods: readonly PaymentMethod[];
  /** Keep the card, so that it can be charged again without its owner. */
  saveCard: boolean;
}

/** A page of the provider's on which a card is kept without a payment. */
export interface CardUpdateOrder {
  cardUpdateId: string;
  idempotencyKey: string;
  customerId: string;
  locale: string;
  successUrl: string;
  cancelUrl: string;
}

export interface OpenedCheckout {
  sessionId: string;
  url: string;
}

/** A card the provider keeps for a giver; we never see its number. */
export interface SavedCard {
  customerId: string;
  cardId: string;
  brand: string;
  last4: string;
  /** 1 to 12, and the full year, of its last month. */
  expMonth: number;
  expYear: number;
}

/** A kept card is to be charged without its owner. */
export interface SavedCardOrder {
  attemptId: string;
  pledgeId: string;
  idempotencyKey: string;
  amount: Fen;
  title: string;
  customerId: string;
  cardId: string;
}

/** A payment that has been taken. */
export interface PaidStatus {
  kind: 'paid';
  amount: Fen;
  /** What the provider kept of it. */
  fee: Fen;
  method: PaymentMethod;
  /** The same for the same card, whoever uses it; null for what is no card. */
  cardFingerprint: string | null;
  paymentIntentId: string;
  chargeId: string;
  /** The provider's own line in its statement. */
  movementId: string;
  paidAt: Date;
  /** The card kept with it, where that was asked. */
  savedCard: SavedCard | null;
}

/** How a payment stands at the provider, right now. */
export type PaymentStatus =
  | { kind: 'awaiting' | 'processing' | 'expired' }
  | { kind: 'failed'; failure: string; cardFingerprint: string | null }
  | PaidStatus;

/** One line of the provider's own statement: what it added to or took from our balance. */
export interface Movement {
  id: string;
  /** Before the fee; negative when it left. */
  amount: Fen;
  fee: Fen;
  occurredAt: Date;
}

export type ProviderRefundState = 'PENDING' | 'REQUIRES_ACTION' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** A refund as the provider has it, whoever asked for it. */
export interface ProviderRefund {
  id: string;
  amount: Fen;
  state: ProviderRefundState;
  /** Stable code of why it failed. */
  failure: string | null;
  /** Ours, where we asked for it; null for one made in the provider's dashboard. */
  refundId: string | null;
  /** The money as it left, and as it came back when the refund failed. */
  withdrawn: Movement | null;
  returned: Movement | null;
  createdAt: Date;
}

export interface RefundOrder {
  refundId: string;
  idempotencyKey: string;
  paymentIntentId: string;
  amount: Fen;
}

export type ProviderDisputeState =
  | 'INQUIRY'
  | 'INQUIRY_UNDER_REVIEW'
  | 'INQUIRY_CLOSED'
  | 'NEEDS_RESPONSE'
  | 'UNDER_REVIEW'
  | 'WON'
  | 'LOST'
  | 'PREVENTED';

/** A dispute as the provider has it. Each movement is money taken (with a fee) or given back. */
export interface ProviderDispute {
  id: string;
  amount: Fen;
  reason: string;
  state: ProviderDisputeState;
  evidenceDueAt: Date | null;
  /** How often evidence was handed in. */
  submissions: number;
  movements: Movement[];
  createdAt: Date;
}

/** What a charity can say against a dispute; texts only. */
export interface DisputeEvidence {
  statement: string;
  serviceDate: string | null;
  documentation: string | null;
  /** PDF, PNG or JPEG; together with nothing else at most 4.5 MB. */
  file: { bytes: Buffer; contentType: string; name: string } | null;
}

/** Everything that became of a payment after it was taken. */
export interface PaymentAftermath {
  paymentIntentId: string;
  chargeId: string | null;
  /** The attempt it paid; null for a payment that is not of this installation. */
  attemptId: string | null;
  amount: Fen;
  refunds: ProviderRefund[];
  disputes: ProviderDispute[];
}

export type MovementKind =
  'CHARGE' | 'REFUND' | 'REFUND_FAILURE' | 'DISPUTE' | 'DISPUTE_REVERSAL' | 'PAYOUT' | 'PAYOUT_FAILURE' | 'OTHER';

/** A line of the provider's statement, with what it is about. */
export interface StatementLine extends Movement {
  kind: MovementKind;
  /** The provider's own word for the kind. */
  type: string;
  /** The provider's id of the charge, refund, dispute or payout behind it. */
  sourceId: string | null;
  /** The payment it is about, where it is about one, and our attempt, where the payment names it. */
  paymentIntentId: string | null;
  attemptId: string | null;
  currency: string;
  /** When it can be paid out. */
  availableAt: Date;
  description: string | null;
}

export type PayoutState = 'PENDING' | 'IN_TRANSIT' | 'PAID' | 'FAILED' | 'CANCELLED';

/** Money the provider sends to the foundation's bank account; negative when it takes some back. */
export interface ProviderPayout {
  id: string;
  amount: Fen;
  currency: string;
  state: PayoutState;
  /** Whether the provider can list what is in it. */
  automatic: boolean;
  arrivalAt: Date;
  createdAt: Date;
  failure: string | null;
  /** What stands on the bank's statement, where the provider says so. */
  statementDescriptor: string | null;
  /** Its own line in the provider's statement, and that of its return. */
  movementId: string | null;
  failureMovementId: string | null;
}

/** Kinds of work a notification can ask for; each is a topic of the outbox. */
export type NotificationTopic = 'payments-settle' | 'payments-follow' | 'payouts-follow' | 'monthly-gifts-card';

/** A verified notification. */
export interface Notification {
  eventId: string;
  type: string;
  objectId: string;
  /** The version of the provider's interface it is written in. */
  apiVersion: string | null;
  /** What wants a look; null when it is about nothing of ours or a type we do not act on. */
  subject: { topic: NotificationTopic; key: string } | null;
  /** It tells of a declined card. */
  declined: boolean;
  payload: object;
}

/** What the provider has to do with the place where we listen to its notifications. */
export interface WebhookStatus {
  /** Null when nothing at the provider sends to our address. */
  endpointId: string | null;
  /** The version its notifications are written in, and the one we read. */
  apiVersion: string | null;
  wantedVersion: string;
  /** Kinds of notifications we act on and do not get; kinds we get and do not act on. */
  missing: string[];
  superfluous: string[];
  /** Other endpoints that send to the same address: each notification would come once from every one. */
  twins: string[];
}

export interface EnsuredWebhook {
  endpointId: string;
  done: 'created' | 'updated' | 'unchanged';
  /** Signs its notifications; the provider says it once, when the endpoint is created. */
  secret: string | null;
  /** Endpoints with the same address that were switched off. */
  retired: string[];
}

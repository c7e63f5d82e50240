import Stripe from 'stripe';
import { Inject, Injectable } from '@nestjs/common';
import { invariant } from '#kernel';
import { Settings } from '#platform';
import { GatewayRefused, PaymentGateway } from '../payment-gateway.js';
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
} from '../payment-gateway.types.js';
import { StripeClient } from './stripe.client.js';
import {
  disputeFacts,
  expanded,
  failedStatus,
  METHOD_TYPES,
  payoutFacts,
  refundFacts,
  savedCard,
  statementLine,
  statusOfIntent,
  toWire,
} from './stripe.facts.js';
import { isHeard, readNotification, verifiedNotification } from './stripe.notifications.js';
import { StripeWebhookEndpoints } from './stripe.webhook-endpoints.js';

const WHOLE_CHARGE = ['latest_charge.balance_transaction'];
const RANGE = { currency: 'CNY', smallest: 100n, largest: 99_999_999n } as const;

/**
 * Stripe as the payment provider, or the sandbox that speaks its language when `STRIPE_API_BASE` is set. It turns
 * orders into Stripe's objects and those into facts; it knows no pledge, no state and no table. Money crosses here, and
 * only here, between whole fen in bigint and Stripe's numbers.
 */
@Injectable()
export class StripeGateway extends PaymentGateway {
  readonly name = 'stripe';
  readonly methods: readonly MethodCapabilities[] = [
    { method: 'ALIPAY', recurring: false, disputes: false, refundWindowDays: 90, asynchronousRefund: true, ...RANGE },
    {
      method: 'WECHAT_PAY',
      recurring: false,
      disputes: false,
      refundWindowDays: 180,
      asynchronousRefund: true,
      ...RANGE,
    },
    { method: 'CARD', recurring: true, disputes: true, refundWindowDays: 180, asynchronousRefund: true, ...RANGE },
  ];

  private readonly client: StripeClient;
  private readonly endpoints: StripeWebhookEndpoints;
  private readonly webhookSecrets: readonly string[];

  constructor(@Inject(Settings) { stripe }: Pick<Settings, 'stripe'>) {
    super();
    this.client = new StripeClient(stripe);
    this.endpoints = new StripeWebhookEndpoints(this.client, stripe.apiBase !== undefined);
    this.webhookSecrets = stripe.webhookSecrets;
  }

  async openCheckout(order: CheckoutOrder): Promise<OpenedCheckout> {
    const metadata = { pledge_id: order.pledgeId, attempt_id: order.attemptId };
    const price = { currency: 'cny', unit_amount: toWire(order.amount), product_data: { name: order.title } };
    return this.openPage(
      {
        mode: 'payment',
        client_reference_id: order.pledgeId,
        line_items: [{ quantity: 1, price_data: price }],
        allowed_payment_method_types: order.methods.map((method) => METHOD_TYPES[method]),
        metadata,
        payment_intent_data: {
          metadata,
          description: order.title,
          ...(order.saveCard ? { setup_future_usage: 'off_session' } : {}),
        },
        ...(order.saveCard ? { customer_creation: 'always' } : {}),
        ...(order.email ? { customer_email: order.email } : {}),
        locale: pageLocale(order.locale),
        success_url: order.successUrl,
        cancel_url: order.cancelUrl,
        expires_at: Math.floor(order.expiresAt.getTime() / 1000),
      },
      order.idempotencyKey,
    );
  }

  async closeCheckout(sessionId: string): Promise<void> {
    try {
      await this.client.ask((sdk) => sdk.checkout.sessions.expire(sessionId));
    } catch (error) {
      // Paid or closed meanwhile: whoever inspects it next learns which.
      if (!(error instanceof GatewayRefused)) throw error;
    }
  }

  async inspect(sessionId: string): Promise<PaymentStatus> {
    const expand = ['payment_intent.latest_charge.balance_transaction'];
    const session = await this.client.ask((sdk) => sdk.checkout.sessions.retrieve(sessionId, { expand }));
    const intent = expanded(session.payment_intent);
    const status = intent && statusOfIntent(intent, session.status === 'open');
    if (status && status.kind !== 'awaiting' && status.kind !== 'expired') return status;
    if (session.status === 'expired') return { kind: 'expired' };
    // A wallet was asked and said no after the page had closed: this page takes no other try.
    if (session.status === 'complete' && intent) return statusOfIntent(intent, true);
    return { kind: 'awaiting' };
  }

  async chargeSavedCard(order: SavedCardOrder): Promise<PaymentStatus> {
    const { attemptId, pledgeId, idempotencyKey, customerId: customer, cardId: payment_method } = order;
    const metadata = { pledge_id: pledgeId, attempt_id: attemptId };
    try {
      const intent = await this.client.ask((sdk) =>
        sdk.paymentIntents.create(
          {
            amount: toWire(order.amount),
            currency: 'cny',
            customer,
            payment_method,
            allowed_payment_method_types: ['card'],
            off_session: true,
            confirm: true,
            description: order.title,
            metadata,
            expand: WHOLE_CHARGE,
          },
          { idempotencyKey },
        ),
      );
      return statusOfIntent(intent, true);
    } catch (error) {
      const declined = error instanceof Stripe.errors.StripeCardError ? error.payment_intent : undefined;
      if (!declined?.last_payment_error) throw error;
      return failedStatus(declined.last_payment_error);
    }
  }

  async findPayment(attemptId: string, customer: string, since: Date): Promise<PaymentStatus | null> {
    const created = { gte: Math.floor(since.getTime() / 1000) - 60 };
    const expand = ['data.latest_charge.balance_transaction'];
    const intents = this.client.pages((sdk, after) => sdk.paymentIntents.list({ customer, created, expand, ...after }));
    for await (const intent of intents) {
      if (intent.metadata['attempt_id'] === attemptId) return statusOfIntent(intent, true);
    }
    return null;
  }

  async openCardUpdate(order: CardUpdateOrder): Promise<OpenedCheckout> {
    const metadata = { card_update_id: order.cardUpdateId };
    return this.openPage(
      {
        mode: 'setup',
        currency: 'cny',
        customer: order.customerId,
        allowed_payment_method_types: ['card'],
        metadata,
        setup_intent_data: { metadata },
        locale: pageLocale(order.locale),
        success_url: order.successUrl,
        cancel_url: order.cancelUrl,
      },
      order.idempotencyKey,
    );
  }

  async inspectCardUpdate(sessionId: string): Promise<SavedCard | null> {
    const expand = ['setup_intent.payment_method'];
    const session = await this.client.ask((sdk) => sdk.checkout.sessions.retrieve(sessionId, { expand }));
    const intent = expanded(session.setup_intent);
    if (intent?.status !== 'succeeded') return null;
    const method = expanded(intent.payment_method);
    const customer = session.customer;
    return savedCard(
      typeof customer === 'string' ? customer : (customer?.id ?? null),
      method?.id ?? null,
      method?.card,
    );
  }

  async forgetCard(cardId: string): Promise<void> {
    try {
      await this.client.ask((sdk) => sdk.paymentMethods.detach(cardId));
    } catch (error) {
      // It is not attached any more: forgotten already.
      if (!(error instanceof GatewayRefused)) throw error;
    }
  }

  async refund({ refundId, idempotencyKey, paymentIntentId, amount }: RefundOrder): Promise<ProviderRefund> {
    const refund = await this.client.ask((sdk) =>
      sdk.refunds.create(
        {
          payment_intent: paymentIntentId,
          amount: toWire(amount),
          reason: 'requested_by_customer',
          metadata: { refund_id: refundId },
          expand: ['balance_transaction', 'failure_balance_transaction'],
        },
        { idempotencyKey },
      ),
    );
    return refundFacts(refund);
  }

  async followPayment(paymentIntentId: string): Promise<PaymentAftermath> {
    const intent = await this.client.ask((sdk) => sdk.paymentIntents.retrieve(paymentIntentId));
    const expand = ['data.balance_transaction', 'data.failure_balance_transaction'];
    const of = { payment_intent: paymentIntentId };
    const [refunds, disputes] = await Promise.all([
      collected(this.client.pages((sdk, after) => sdk.refunds.list({ ...of, expand, ...after }))),
      collected(this.client.pages((sdk, after) => sdk.disputes.list({ ...of, ...after }))),
    ]);
    const charge = intent.latest_charge;
    return {
      paymentIntentId,
      chargeId: typeof charge === 'string' ? charge : (charge?.id ?? null),
      attemptId: intent.metadata['attempt_id'] ?? null,
      amount: BigInt(intent.amount_received),
      refunds: refunds.map(refundFacts),
      disputes: disputes.map(disputeFacts),
    };
  }

  async submitEvidence(disputeId: string, evidence: DisputeEvidence, idempotencyKey: string): Promise<void> {
    const { statement, serviceDate, documentation, file } = evidence;
    const text = [statement, documentation].filter((part) => part !== null && part !== '').join('\n\n');
    // Sent twice, it is a file nobody names: only the one in the answer counts.
    const sent = file && (await this.client.ask((sdk) => sdk.files.create(disputeFile(file))));
    await this.client.ask((sdk) =>
      sdk.disputes.update(
        disputeId,
        {
          evidence: {
            uncategorized_text: text,
            ...(serviceDate ? { service_date: serviceDate } : {}),
            ...(sent ? { uncategorized_file: sent.id } : {}),
          },
          submit: true,
        },
        { idempotencyKey },
      ),
    );
  }

  async acceptDispute(disputeId: string, idempotencyKey: string): Promise<void> {
    await this.client.ask((sdk) => sdk.disputes.close(disputeId, {}, { idempotencyKey }));
  }

  async *listStatement(from: Date): AsyncGenerator<StatementLine> {
    const created = { gte: Math.floor(from.getTime() / 1000) };
    const asked = { created, expand: ['data.source'] };
    const lines = this.client.pages((sdk, after) => sdk.balanceTransactions.list({ ...asked, ...after }));
    for await (const transaction of lines) yield statementLine(transaction);
  }

  async *listPayoutLines(payout: string): AsyncGenerator<StatementLine> {
    const asked = { payout, expand: ['data.source'] };
    const lines = this.client.pages((sdk, after) => sdk.balanceTransactions.list({ ...asked, ...after }));
    for await (const transaction of lines) yield statementLine(transaction);
  }

  async *listPayouts(since: Date): AsyncGenerator<ProviderPayout> {
    const created = { gte: Math.floor(since.getTime() / 1000) };
    for await (const payout of this.client.pages((sdk, after) => sdk.payouts.list({ created, ...after }))) {
      yield payoutFacts(payout);
    }
  }

  async inspectPayout(payoutId: string): Promise<ProviderPayout> {
    return payoutFacts(await this.client.ask((sdk) => sdk.payouts.retrieve(payoutId)));
  }

  async *listMissed(since: Date): AsyncGenerator<Notification> {
    const created = { gte: Math.floor(since.getTime() / 1000) };
    // Stripe takes at most twenty types in this filter, and we act on more: those of no use are left out here.
    const events = this.client.pages((sdk, after) => sdk.events.list({ created, delivery_success: false, ...after }));
    for await (const event of events) if (isHeard(event.type)) yield readNotification(event);
  }

  describeWebhook(url: string): Promise<WebhookStatus> {
    return this.endpoints.describe(url);
  }

  ensureWebhook(url: string, retireTwins: boolean): Promise<EnsuredWebhook> {
    return this.endpoints.ensure(url, retireTwins);
  }

  parseNotification(rawBody: Buffer, signature: string | undefined): Notification {
    return verifiedNotification(rawBody, signature, this.webhookSecrets);
  }

  private async openPage(params: Stripe.Checkout.SessionCreateParams, idempotencyKey: string): Promise<OpenedCheckout> {
    const session = await this.client.ask((sdk) => sdk.checkout.sessions.create(params, { idempotencyKey }));
    invariant(session.url, 'an open checkout has a page');
    return { sessionId: session.id, url: session.url };
  }
}

const pageLocale = (locale: string): 'en' | 'zh' => (locale === 'en' ? 'en' : 'zh');

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function disputeFile({ bytes, contentType, name }: NonNullable<DisputeEvidence['file']>): Stripe.FileCreateParams {
  return { purpose: 'dispute_evidence', file: { data: bytes, name, type: contentType } };
}

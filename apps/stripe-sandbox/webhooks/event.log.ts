import { API_VERSION } from '../protocol/api.version.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredEvent } from '../state/stored.objects.js';

/** The API request that caused an event; null for what a visitor or the passing of time caused. */
export type EventOrigin = { id: string; idempotencyKey: string | null } | null;

/** Every event type the sandbox knows how to emit. */
export const EVENT_TYPES = [
  'billing_portal.session.created',
  'charge.captured',
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.funds_reinstated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.updated',
  'charge.expired',
  'charge.failed',
  'charge.pending',
  'charge.refund.updated',
  'charge.refunded',
  'charge.succeeded',
  'charge.updated',
  'checkout.session.async_payment_failed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.completed',
  'checkout.session.expired',
  'customer.created',
  'customer.deleted',
  'customer.subscription.created',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.subscription.trial_will_end',
  'customer.subscription.updated',
  'customer.updated',
  'invoice.created',
  'invoice.deleted',
  'invoice.finalized',
  'invoice.marked_uncollectible',
  'invoice.paid',
  'invoice.payment_action_required',
  'invoice.payment_failed',
  'invoice.payment_succeeded',
  'invoice.sent',
  'invoice.updated',
  'invoice.voided',
  'invoice_payment.paid',
  'invoiceitem.created',
  'invoiceitem.deleted',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.created',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'payment_method.attached',
  'payment_method.detached',
  'payment_method.updated',
  'payout.canceled',
  'payout.created',
  'payout.failed',
  'payout.paid',
  'payout.reconciliation_completed',
  'payout.updated',
  'price.created',
  'price.updated',
  'product.created',
  'product.deleted',
  'product.updated',
  'refund.created',
  'refund.failed',
  'refund.updated',
  'setup_intent.canceled',
  'setup_intent.created',
  'setup_intent.requires_action',
  'setup_intent.setup_failed',
  'setup_intent.succeeded',
  'test_helpers.test_clock.advancing',
  'test_helpers.test_clock.created',
  'test_helpers.test_clock.deleted',
  'test_helpers.test_clock.ready',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Older events are forgotten beyond this many; Stripe forgets them after thirty days. */
const MAX_EVENTS = 40_000;
const KEPT_EVENTS = 30_000;

/** Writes down what happened, as it looked at that moment, and hands it on to be delivered. */
export class EventLog {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly deliver: (event: StoredEvent) => void,
  ) {}

  /** Records an event with a copy of the object; `previous` holds what the changed fields were before. */
  emit(type: EventType, object: object, origin: EventOrigin, previous?: object): StoredEvent {
    const id = this.state.ids.id('evt');
    const created = this.clock.nowSeconds();
    const data = previous === undefined ? { object } : { object, previous_attributes: previous };
    const request = { id: origin?.id ?? null, idempotency_key: origin?.idempotencyKey ?? null };
    const api = API_VERSION;
    const envelope = JSON.stringify({
      id,
      object: 'event',
      api_version: api,
      created,
      data,
      livemode: false,
      request,
      type,
    });
    const event = this.state.collections.events.add({ id, type, created, envelope });
    this.deliver(event);
    this.forgetOldest();
    this.state.changed();
    return event;
  }

  private forgetOldest(): void {
    const { events, deliveries } = this.state.collections;
    if (events.size <= MAX_EVENTS) return;
    const unfinished = new Set(deliveries.all().flatMap((each) => (each.state === 'pending' ? [each.event] : [])));
    const oldestKept = events.size - KEPT_EVENTS;
    let position = 0;
    events.retain((event) => position++ >= oldestKept || unfinished.has(event.id));
    deliveries.retain((delivery) => events.get(delivery.event) !== undefined);
  }
}

/** The event as it goes over the wire; `oldVersion` only when a fault wants it to claim another version of the API. */
export function renderEvent(event: StoredEvent, pendingWebhooks: number, oldVersion?: string): string {
  if (oldVersion !== undefined) {
    const fields = JSON.parse(event.envelope) as object;
    return JSON.stringify({ ...fields, api_version: oldVersion, pending_webhooks: pendingWebhooks });
  }
  return `${event.envelope.slice(0, -1)},"pending_webhooks":${pendingWebhooks}}`;
}

import { StripeFault, invalidRequest } from '../protocol/stripe.fault.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredCustomer, StoredPaymentMethod } from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import { cardByNumber, type CardDecline } from './card.catalogue.js';

export interface NewCustomer {
  description?: string | null | undefined;
  email?: string | null | undefined;
  metadata?: Record<string, string>;
  name?: string | null | undefined;
  phone?: string | null | undefined;
  testClock?: string | null | undefined;
}

/** Customers, and the payment methods that are kept for them. */
export class CustomerBook {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
  ) {}

  /** A customer that is not kept yet: `add` keeps it. */
  describe(wanted: NewCustomer): StoredCustomer {
    const id = this.state.ids.id('cus');
    return {
      id,
      object: 'customer',
      address: null,
      balance: 0,
      created: this.clock.nowSeconds(),
      currency: null,
      customer_account: null,
      default_source: null,
      delinquent: false,
      description: wanted.description ?? null,
      discount: null,
      email: wanted.email ?? null,
      invoice_prefix: id.slice(-8).toUpperCase(),
      invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
      livemode: false,
      metadata: wanted.metadata ?? {},
      name: wanted.name ?? null,
      next_invoice_sequence: 1,
      phone: wanted.phone ?? null,
      preferred_locales: [],
      shipping: null,
      tax_exempt: 'none',
      test_clock: wanted.testClock ?? null,
    };
  }

  add(customer: StoredCustomer, origin: EventOrigin): StoredCustomer {
    this.state.collections.customers.add(customer);
    this.events.emit('customer.created', customer, origin);
    return customer;
  }

  /** Keeps a payment method for a customer; one that is kept for them already stays. Throws 400 for another's. */
  keep(method: StoredPaymentMethod, customer: string, origin: EventOrigin): void {
    if (method.customer === customer) return;
    if (method.customer !== null) {
      throw invalidRequest('The payment method you provided has already been attached to a customer.');
    }
    method.customer = customer;
    this.events.emit('payment_method.attached', method, origin);
  }

  /** Keeps a card that has not been tried yet: its bank is asked first. Throws 402 when that refuses it. */
  keepUntried(method: StoredPaymentMethod, customer: string, origin: EventOrigin): void {
    const decline = this.refusalToKeep(method);
    if (decline !== null && method.customer !== customer) {
      const { code, declineCode, message } = decline;
      const reason = declineCode === null ? {} : { decline_code: declineCode };
      throw new StripeFault(402, { type: 'card_error', code, ...reason, message });
    }
    this.keep(method, customer, origin);
  }

  /** Why a bank does not let its card be kept; null when it does, as for a card that is declined only later. */
  refusalToKeep(method: StoredPaymentMethod): CardDecline | null {
    const file = this.state.collections.cards.get(method.id);
    if (file === undefined) return null;
    const card = cardByNumber(file.number);
    return card.course === 'declined_later' ? null : card.decline;
  }
}

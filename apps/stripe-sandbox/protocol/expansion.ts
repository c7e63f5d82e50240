import type { SandboxState } from '../state/sandbox.state.js';
import { invalidRequest } from './stripe.fault.js';

type JsonObject = Record<string, unknown>;
/** How a field is filled in: from the value that stands there now, and the object it stands in. */
type Filler = (value: unknown, owner: JsonObject) => unknown;

const MAX_DEPTH = 4;

/** Replaces ids by the objects they name, where a request asks for it with `expand[]`. */
export class Expansion {
  private readonly fillers: Record<string, Record<string, Filler>>;

  constructor(state: SandboxState) {
    const {
      intents,
      charges,
      customers,
      paymentMethods,
      transactions,
      refunds,
      disputes,
      payouts,
      products,
      checkoutPlans,
      setupIntents,
      subscriptions,
      invoices,
      invoicePayments,
      testClocks,
    } = state.collections;
    const customer: Filler = byId((id) => customers.get(id));
    const charge: Filler = byId((id) => charges.get(id));
    const intent: Filler = byId((id) => intents.get(id));
    const method: Filler = byId((id) => paymentMethods.get(id));
    const transaction: Filler = byId((id) => transactions.get(id));
    const paymentOf = (owner: JsonObject) => invoicePayments.all().findLast((each) => each.invoice === owner['id']);
    this.fillers = {
      payment_intent: {
        customer,
        latest_charge: charge,
        payment_method: method,
        ...unused('application', 'on_behalf_of', 'review', 'source'),
      },
      charge: {
        balance_transaction: transaction,
        customer,
        payment_intent: intent,
        refunds: (_, owner) =>
          listOfAll(
            `/v1/charges/${String(owner['id'])}/refunds`,
            refunds.all().filter((refund) => refund.charge === owner['id']),
          ),
        ...unused(
          'application',
          'application_fee',
          'failure_balance_transaction',
          'on_behalf_of',
          'review',
          'source_transfer',
        ),
      },
      'checkout.session': {
        customer,
        payment_intent: intent,
        line_items: (_, owner) => {
          const id = String(owner['id']);
          return listOfAll(`/v1/checkout/sessions/${id}/line_items`, checkoutPlans.get(id)?.lines ?? []);
        },
        setup_intent: byId((id) => setupIntents.get(id)),
        ...unused('invoice', 'payment_link', 'subscription'),
      },
      subscription: {
        customer,
        default_payment_method: method,
        items: (value) => value,
        latest_invoice: byId((id) => invoices.get(id)),
        test_clock: byId((id) => testClocks.get(id)),
        ...unused('application', 'default_source', 'on_behalf_of', 'pending_setup_intent', 'schedule'),
      },
      subscription_item: { price: (value) => value },
      invoice: {
        confirmation_secret: (_, owner) => secretOf(intents.get(paymentOf(owner)?.payment.payment_intent ?? '')),
        customer,
        default_payment_method: method,
        lines: (value) => value,
        parent: (value) => value,
        payments: (_, owner) =>
          listOfAll(
            `/v1/invoice_payments?invoice=${String(owner['id'])}`,
            invoicePayments.all().filter((payment) => payment.invoice === owner['id']),
          ),
        test_clock: byId((id) => testClocks.get(id)),
        ...unused('application', 'default_source', 'latest_revision', 'on_behalf_of'),
      },
      invoice_payment: { invoice: byId((id) => invoices.get(id)), payment: (value) => value },
      // Parts of objects that have no name of their own: an invoice payment's payment, an invoice's parent.
      '': {
        charge,
        default_payment_method: method,
        payment_intent: intent,
        subscription: byId((id) => subscriptions.get(id)),
        subscription_details: (value) => value ?? null,
      },
      payment_method: { customer },
      setup_intent: {
        customer,
        payment_method: method,
        ...unused('application', 'latest_attempt', 'mandate', 'on_behalf_of', 'single_use_mandate'),
      },
      refund: {
        balance_transaction: transaction,
        charge,
        failure_balance_transaction: transaction,
        payment_intent: intent,
      },
      price: { product: byId((id) => products.get(id)) },
      product: unused('default_price', 'tax_code'),
      dispute: { charge, payment_intent: intent },
      payout: {
        balance_transaction: transaction,
        failure_balance_transaction: transaction,
        ...unused('destination', 'original_payout', 'reversed_by'),
      },
      balance_transaction: {
        source: byId((id) => charges.get(id) ?? refunds.get(id) ?? disputes.get(id) ?? payouts.get(id)),
      },
      customer: {
        invoice_settings: (value) => value,
        test_clock: byId((id) => testClocks.get(id)),
        ...unused('default_source'),
      },
    };
  }

  /**
   * A copy of the answer with the named fields filled in; paths may go on (`latest_charge.balance_transaction`) and
   * begin with `data.` in lists. Throws 400 for a field that is no reference, and for paths deeper than four steps.
   */
  expand(answer: object, paths: readonly string[]): object {
    for (const path of paths) {
      if (path.split('.').length > MAX_DEPTH + 1) {
        throw invalidRequest(`You cannot expand more than ${MAX_DEPTH} levels of a property (${path})`);
      }
    }
    return paths.length === 0 ? answer : this.fill(answer as JsonObject, paths, '');
  }

  private fill(owner: JsonObject, paths: readonly string[], prefix: string): JsonObject {
    const copy = { ...owner };
    for (const [field, rest] of grouped(paths)) {
      const filler = this.fillerFor(owner, field);
      if (filler === undefined) throw invalidRequest(`This property cannot be expanded (${prefix}${field}).`);
      const filled = filler(owner[field], owner);
      copy[field] = rest.length === 0 ? filled : this.fillNested(filled, rest, `${prefix}${field}.`);
    }
    return copy;
  }

  private fillNested(value: unknown, paths: readonly string[], prefix: string): unknown {
    if (Array.isArray(value)) return value.map((member) => this.fillNested(member, paths, prefix));
    return typeof value === 'object' && value !== null ? this.fill(value as JsonObject, paths, prefix) : value;
  }

  private fillerFor(owner: JsonObject, field: string): Filler | undefined {
    if (owner['object'] === 'list') return field === 'data' ? (value) => value : undefined;
    return this.fillers[typeof owner['object'] === 'string' ? owner['object'] : '']?.[field];
  }
}

function byId(find: (id: string) => object | undefined): Filler {
  return (value) => (typeof value === 'string' ? (find(value) ?? value) : (value ?? null));
}

/** References that Stripe can expand and the sandbox never fills: asking for them is no error. */
function unused(...fields: string[]): Record<string, Filler> {
  return Object.fromEntries(fields.map((field) => [field, (value: unknown) => value ?? null]));
}

/** What a page needs to confirm an invoice's payment. */
function secretOf(intent: { client_secret: string } | undefined): object | null {
  return intent === undefined ? null : { client_secret: intent.client_secret, type: 'payment_intent' };
}

function listOfAll(url: string, data: readonly object[]): object {
  return { object: 'list', url, has_more: false, data };
}

function grouped(paths: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const dot = path.indexOf('.');
    const head = dot < 0 ? path : path.slice(0, dot);
    const rest = groups.get(head) ?? [];
    if (dot >= 0) rest.push(path.slice(dot + 1));
    groups.set(head, rest);
  }
  return groups;
}

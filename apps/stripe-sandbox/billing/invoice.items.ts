import type { Sandbox } from '../sandbox.context.js';
import type { StoredInvoiceItem } from '../state/stored.objects.js';
import type { EventOrigin } from '../webhooks/event.log.js';

export interface NewInvoiceItem {
  /** In the currency's smallest unit; below nothing for a credit. */
  amount: bigint;
  description: string | null;
  metadata?: Record<string, string>;
  period: { start: number; end: number };
  /** The change of a subscription that it comes from. */
  proration?: { subscription: string; item: string };
  /** A subscription whose next invoice it waits for. */
  subscription?: string | null;
  invoice?: string | null;
  quantity?: number;
}

/** Something that waits to be billed to a customer. */
export function addInvoiceItem(
  sandbox: Sandbox,
  customer: string,
  currency: string,
  wanted: NewInvoiceItem,
  origin: EventOrigin,
): StoredInvoiceItem {
  const { proration, quantity = 1 } = wanted;
  const subscription = proration?.subscription ?? wanted.subscription ?? null;
  const clock = sandbox.state.collections.customers.get(customer)?.test_clock ?? null;
  const item: StoredInvoiceItem = sandbox.state.collections.invoiceItems.add({
    id: sandbox.state.ids.id('ii'),
    object: 'invoiceitem',
    amount: Number(wanted.amount),
    currency,
    customer,
    customer_account: null,
    date: sandbox.billingTime.now(typeof clock === 'string' ? clock : null),
    description: wanted.description,
    discountable: proration === undefined,
    discounts: [],
    invoice: wanted.invoice ?? null,
    livemode: false,
    metadata: wanted.metadata ?? {},
    net_amount: Number(wanted.amount),
    parent:
      subscription === null
        ? null
        : {
            subscription_details: {
              subscription,
              ...(proration === undefined ? {} : { subscription_item: proration.item }),
            },
            type: 'subscription_details',
          },
    period: wanted.period,
    pricing: null,
    proration: proration !== undefined,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
    test_clock: typeof clock === 'string' ? clock : null,
  });
  sandbox.events.emit('invoiceitem.created', item, origin);
  return item;
}

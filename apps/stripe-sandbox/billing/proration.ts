import type { Sandbox } from '../sandbox.context.js';
import type { StoredSubscription, StoredSubscriptionItem } from '../state/stored.objects.js';
import type { EventOrigin } from '../webhooks/event.log.js';
import { addInvoiceItem } from './invoice.items.js';
import { productName } from './invoice.description.js';
import { periodOf } from './subscription.description.js';

/**
 * What a change in the middle of a period costs: what is left of the old items is given back, what is left of the new
 * ones is billed, both in proportion to the seconds that are left and cut to the whole unit, and wait for the next
 * invoice.
 */
export function prorate(
  sandbox: Sandbox,
  subscription: StoredSubscription,
  old: readonly StoredSubscriptionItem[],
  now: number,
  origin: EventOrigin,
): void {
  const { start, end } = periodOf(subscription);
  const left = BigInt(Math.max(0, end - now));
  const whole = BigInt(Math.max(1, end - start));
  const share = (item: StoredSubscriptionItem) =>
    (BigInt(item.price.unit_amount ?? 0) * BigInt(item.quantity) * left) / whole;
  const changed = (item: StoredSubscriptionItem, others: readonly StoredSubscriptionItem[]) => {
    const same = others.find((each) => each.id === item.id);
    return same?.price.id !== item.price.id || same.quantity !== item.quantity;
  };
  const period = { start: now, end };
  const wait = (item: StoredSubscriptionItem, amount: bigint, words: string) => {
    const name = productName(item.price.product, sandbox.state);
    const description = `${words} ${item.quantity} × ${name}`;
    const wanted = { amount, description, period, proration: { subscription: subscription.id, item: item.id } };
    addInvoiceItem(sandbox, subscription.customer, subscription.currency, wanted, origin);
  };
  for (const item of old) if (changed(item, subscription.items.data)) wait(item, -share(item), 'Unused time on');
  for (const item of subscription.items.data) if (changed(item, old)) wait(item, share(item), 'Remaining time on');
}

import { describeItem, recurrenceOf, type WantedItem } from '../billing/subscription.description.js';
import { prorate } from '../billing/proration.js';
import type { ApiCall } from '../protocol/api.router.js';
import { CURRENCIES } from '../payments/amount.rules.js';
import {
  branch,
  clearable,
  flag,
  integer,
  listOf,
  missingParameter,
  oneOf,
  readForm,
  required,
  text,
  type Kind,
  type ReadOf,
} from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredPrice, StoredSubscription } from '../state/stored.objects.js';
import { findCustomer } from './customer.resource.js';
import { findPrice, newPrice } from './price.resource.js';
import { findProduct } from './product.resource.js';

const URL_PATH = '/v1/subscriptions';
const DAY = 86_400;

const priceDataShape = {
  currency: required(oneOf(CURRENCIES)),
  product: required(text()),
  recurring: required(
    branch({
      interval: required(oneOf(['day', 'week', 'month', 'year'])),
      interval_count: integer({ min: 1, max: 12 }),
    }),
  ),
  unit_amount: required(integer({ min: 0 })),
};
const itemShape = {
  id: text(),
  deleted: flag(),
  metadata: metadata(),
  price: text(),
  price_data: branch(priceDataShape),
  quantity: integer({ min: 0, max: 999_999 }),
};
type ItemForm = ReadOf<typeof itemShape>;

const PRORATIONS = ['always_invoice', 'create_prorations', 'none'] as const;
const trialShape = branch({
  end_behavior: required(branch({ missing_payment_method: required(oneOf(['cancel', 'create_invoice', 'pause'])) })),
});
const paymentShape = branch({ save_default_payment_method: oneOf(['off', 'on_subscription']) });

const createShape = {
  cancel_at: integer(),
  cancel_at_period_end: flag(),
  collection_method: oneOf(['charge_automatically', 'send_invoice']),
  currency: oneOf(CURRENCIES),
  customer: required(text()),
  days_until_due: integer({ min: 0 }),
  default_payment_method: text(),
  description: text({ max: 500 }),
  items: listOf(required(branch(itemShape)), { max: 20 }),
  metadata: metadata(),
  off_session: flag(),
  payment_behavior: oneOf(['allow_incomplete', 'default_incomplete']),
  payment_settings: paymentShape,
  proration_behavior: oneOf(PRORATIONS),
  trial_end: momentOrNow(),
  trial_period_days: integer({ min: 1, max: 730 }),
  trial_settings: trialShape,
};

const updateShape = {
  cancel_at: clearable(integer()),
  cancel_at_period_end: flag(),
  cancellation_details: branch({ comment: text(), feedback: text() }),
  default_payment_method: text(),
  description: clearable(text({ max: 500 })),
  items: listOf(required(branch(itemShape)), { max: 20 }),
  metadata: metadata(),
  off_session: flag(),
  pause_collection: clearable(
    branch({ behavior: required(oneOf(['keep_as_draft', 'mark_uncollectible', 'void'])), resumes_at: integer() }),
  ),
  payment_behavior: oneOf(['allow_incomplete', 'default_incomplete']),
  payment_settings: paymentShape,
  proration_behavior: oneOf(PRORATIONS),
  trial_end: momentOrNow(),
  trial_settings: trialShape,
};
type UpdateForm = ReadOf<typeof updateShape>;

const cancelShape = {
  cancellation_details: branch({ comment: text(), feedback: text() }),
  invoice_now: flag(),
  prorate: flag(),
};
const listShape = {
  ...pageShape,
  created: timeFilter(),
  customer: text(),
  price: text(),
  status: text(),
  test_clock: text(),
};

/** `/v1/subscriptions`: create, retrieve, list, update, cancel, resume. */
export const subscriptionRoutes: ResourceRoutes = (api, sandbox) => {
  const planned = (subscription: StoredSubscription) => {
    sandbox.billing.plan();
    return subscription;
  };
  api.post(URL_PATH, (call) => planned(create(sandbox, call)));
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findSubscription(sandbox, call.id);
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    sandbox.agenda.runDue();
    const passes = (each: StoredSubscription) =>
      form.created(each.created) &&
      (form.customer === undefined || each.customer === form.customer) &&
      (form.test_clock === undefined || each.test_clock === form.test_clock) &&
      (form.price === undefined || each.items.data.some((item) => item.price.id === form.price)) &&
      hasStatus(each, form.status);
    return pageOf(sandbox.state.collections.subscriptions, form, { url: URL_PATH, kind: 'subscription', passes });
  });
  api.post(`${URL_PATH}/:id`, (call) => planned(update(sandbox, call)));
  api.delete(`${URL_PATH}/:id`, (call) => {
    const form = readForm(call.form, cancelShape);
    const subscription = findSubscription(sandbox, call.id);
    const { comment, feedback } = form.cancellation_details ?? {};
    const details = { comment: comment ?? null, feedback: feedback ?? null };
    sandbox.subscriptions.cancel(subscription, 'cancellation_requested', details, call.origin);
    return subscription;
  });
  api.post(`${URL_PATH}/:id/resume`, (call) => {
    readForm(call.form, { billing_cycle_anchor: oneOf(['now']), proration_behavior: oneOf(PRORATIONS) });
    const subscription = findSubscription(sandbox, call.id);
    sandbox.subscriptions.resume(subscription, call.origin);
    return planned(subscription);
  });
};

/** The subscription as it is now. Throws 404 where there is none. */
export function findSubscription(sandbox: Sandbox, id: string): StoredSubscription {
  sandbox.agenda.runDue();
  const subscription = sandbox.state.collections.subscriptions.get(id);
  if (subscription === undefined) throw noSuch('subscription', id, 'id');
  return subscription;
}

function create(sandbox: Sandbox, call: ApiCall): StoredSubscription {
  const form = readForm(call.form, createShape);
  const customer = findCustomer(sandbox, form.customer);
  if (form.items === undefined || form.items.length === 0) throw missingParameter('items');
  const items = form.items.map((item) => wantedItem(sandbox, item));
  checkTogether(items);
  const sends = form.collection_method === 'send_invoice';
  if (sends && form.days_until_due === undefined) throw missingParameter('days_until_due');
  const method = form.default_payment_method ?? null;
  if (method !== null) checkMethod(sandbox, customer.id, method);
  return sandbox.subscriptions.create(
    {
      customer,
      items,
      trialEnd: trialEndOf(sandbox, form, typeof customer.test_clock === 'string' ? customer.test_clock : null),
      missingMethod: form.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
      behavior: form.payment_behavior ?? 'allow_incomplete',
      offSession: form.off_session ?? false,
      collection: form.collection_method ?? 'charge_automatically',
      daysUntilDue: sends ? (form.days_until_due ?? null) : null,
      description: form.description ?? null,
      method,
      saveMethod: form.payment_settings?.save_default_payment_method ?? 'off',
      metadata: mergeMetadata({}, form.metadata),
      cancelAtPeriodEnd: form.cancel_at_period_end ?? false,
      cancelAt: form.cancel_at ?? null,
    },
    call.origin,
  );
}

function update(sandbox: Sandbox, call: ApiCall): StoredSubscription {
  const form = readForm(call.form, updateShape);
  const subscription = findSubscription(sandbox, call.id);
  if (['canceled', 'incomplete_expired'].includes(subscription.status)) {
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.');
  }
  if (form.default_payment_method !== undefined) {
    checkMethod(sandbox, subscription.customer, form.default_payment_method);
  }
  const before = differing(subscription);
  if (form.default_payment_method !== undefined) subscription.default_payment_method = form.default_payment_method;
  if (form.description !== undefined) subscription.description = form.description;
  if (form.trial_settings !== undefined) {
    subscription.trial_settings = { end_behavior: { billing_cycle_anchor: null, ...form.trial_settings.end_behavior } };
  }
  subscription.metadata = mergeMetadata(subscription.metadata, form.metadata);
  if (form.pause_collection !== undefined) {
    const pause = form.pause_collection;
    subscription.pause_collection =
      pause === null ? null : { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null };
  }
  const save = form.payment_settings?.save_default_payment_method;
  if (save !== undefined && subscription.payment_settings !== null) {
    subscription.payment_settings.save_default_payment_method = save;
  }
  if (form.cancel_at_period_end !== undefined) {
    sandbox.subscriptions.setEnd(subscription, { atPeriodEnd: form.cancel_at_period_end });
  } else if (form.cancel_at !== undefined) {
    sandbox.subscriptions.setEnd(subscription, { at: form.cancel_at });
  }
  if (form.items !== undefined) changeItems(sandbox, subscription, form, call);
  sandbox.events.emit('customer.subscription.updated', subscription, call.origin, before);
  if (form.trial_end !== undefined) {
    const now = sandbox.billingTime.now(subscription.test_clock);
    sandbox.subscriptions.setTrialEnd(subscription, form.trial_end === 'now' ? now : form.trial_end, call.origin);
  }
  return subscription;
}

/** What an update may have changed, as it was before. */
function differing(subscription: StoredSubscription): object {
  const { cancel_at, cancel_at_period_end, default_payment_method, metadata: kept, pause_collection } = subscription;
  return { cancel_at, cancel_at_period_end, default_payment_method, metadata: kept, pause_collection };
}

function changeItems(sandbox: Sandbox, subscription: StoredSubscription, form: UpdateForm, call: ApiCall): void {
  const now = sandbox.billingTime.now(subscription.test_clock);
  const behavior = form.proration_behavior ?? 'create_prorations';
  const old = subscription.items.data.map((item) => ({ ...item }));
  for (const [index, wanted] of (form.items ?? []).entries()) {
    const known = subscription.items.data.find((item) => item.id === wanted.id);
    if (wanted.id !== undefined && known === undefined) {
      throw noSuch('subscription item', wanted.id, `items[${index}][id]`);
    }
    if (known === undefined) {
      const item = describeItem(wantedItem(sandbox, wanted), subscription.id, sandbox.state, now);
      const [first] = subscription.items.data;
      item.current_period_start = first?.current_period_start ?? now;
      item.current_period_end = first?.current_period_end ?? now;
      subscription.items.data.push(item);
    } else if (wanted.deleted === true) {
      subscription.items.data = subscription.items.data.filter((item) => item.id !== known.id);
    } else {
      const named = wanted.price !== undefined || wanted.price_data !== undefined;
      const next = named ? wantedItem(sandbox, wanted) : { price: known.price, quantity: known.quantity, metadata: {} };
      const fresh = describeItem(next, subscription.id, sandbox.state, known.created);
      Object.assign(known, {
        plan: fresh.plan,
        price: next.price,
        quantity: wanted.quantity ?? known.quantity,
        metadata: mergeMetadata(known.metadata, wanted.metadata),
      });
    }
  }
  if (subscription.items.data.length === 0) throw invalidRequest('A subscription must have at least one item.');
  checkTogether(subscription.items.data);
  if (old[0] !== undefined) checkTogether([old[0], ...subscription.items.data]);
  if (behavior === 'none' || subscription.status === 'trialing') return;
  prorate(sandbox, subscription, old, now, call.origin);
  if (behavior === 'always_invoice') sandbox.subscriptions.billNow(subscription, call.origin);
}

function wantedItem(sandbox: Sandbox, form: ItemForm): WantedItem {
  const price = form.price === undefined ? priceOf(sandbox, form) : findPrice(sandbox, form.price);
  recurrenceOf(price);
  if (form.price !== undefined && !price.active) throw invalidRequest('The price is not active.', { param: 'items' });
  return { price, quantity: form.quantity ?? 1, metadata: mergeMetadata({}, form.metadata) };
}

/** A price made for one subscription alone. */
function priceOf(sandbox: Sandbox, { price_data: data }: ItemForm): StoredPrice {
  if (data === undefined) throw missingParameter('items[0][price]');
  const price = newPrice(sandbox, findProduct(sandbox, data.product).id, data.currency, data.unit_amount);
  const { interval, interval_count: count } = data.recurring;
  price.recurring = {
    interval,
    interval_count: count ?? 1,
    meter: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
  price.type = 'recurring';
  return sandbox.state.collections.prices.add(price);
}

/** One subscription has one currency, and here also one cycle: Stripe would bill mixed cycles apart. */
function checkTogether(items: readonly { price: StoredPrice }[]): void {
  const cycles = new Set(items.map(({ price }) => `${price.recurring?.interval} ${price.recurring?.interval_count}`));
  const currencies = new Set(items.map(({ price }) => price.currency));
  if (currencies.size > 1) throw invalidRequest('All prices of a subscription must have the same currency.');
  if (cycles.size > 1) throw invalidRequest('All prices of a subscription must have the same recurring interval.');
}

function checkMethod(sandbox: Sandbox, customer: string, id: string): void {
  const method = sandbox.state.collections.paymentMethods.get(id);
  if (method === undefined) throw noSuch('PaymentMethod', id, 'default_payment_method');
  if (method.customer === customer) return;
  const message = `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`;
  throw invalidRequest(message, { code: 'resource_missing', param: 'default_payment_method' });
}

function trialEndOf(
  sandbox: Sandbox,
  form: { trial_end: number | 'now' | undefined; trial_period_days: number | undefined },
  clock: string | null,
): number | null {
  const now = sandbox.billingTime.now(clock);
  if (form.trial_period_days !== undefined) return now + form.trial_period_days * DAY;
  if (form.trial_end === undefined || form.trial_end === 'now') return null;
  if (form.trial_end <= now) throw invalidRequest('The trial must end in the future.', { param: 'trial_end' });
  return form.trial_end;
}

/** Without a status, as with Stripe, all but the canceled ones. */
function hasStatus(subscription: StoredSubscription, wanted: string | undefined): boolean {
  if (wanted === 'all') return true;
  if (wanted === 'ended') return ['canceled', 'incomplete_expired'].includes(subscription.status);
  return wanted === undefined ? subscription.status !== 'canceled' : subscription.status === wanted;
}

/** Seconds since 1970, or the word `now`. */
function momentOrNow(): Kind<number | 'now' | undefined> {
  const readMoment = integer();
  return (value, at) => (value === 'now' ? 'now' : readMoment(value, at));
}

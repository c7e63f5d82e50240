import { CURRENCIES, type Currency } from '../payments/amount.rules.js';
import { branch, clearable, flag, integer, oneOf, readForm, required, text } from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredPrice } from '../state/stored.objects.js';
import { findProduct } from './product.resource.js';

const URL_PATH = '/v1/prices';

const recurringShape = {
  interval: required(oneOf(['day', 'week', 'month', 'year'])),
  interval_count: integer({ min: 1, max: 12 }),
};
const createShape = {
  active: flag(),
  currency: required(oneOf(CURRENCIES)),
  metadata: metadata(),
  nickname: text(),
  product: required(text()),
  recurring: branch(recurringShape),
  unit_amount: required(integer({ min: 0 })),
};
const updateShape = { active: flag(), metadata: metadata(), nickname: clearable(text()) };
const listShape = {
  ...pageShape,
  active: flag(),
  created: timeFilter(),
  product: text(),
  type: oneOf(['one_time', 'recurring']),
};

/** `/v1/prices`: create for a product, retrieve, update, list. An amount is never changed: a new price is made. */
export const priceRoutes: ResourceRoutes = (api, sandbox) => {
  const { prices } = sandbox.state.collections;
  api.post(URL_PATH, (call) => {
    const form = readForm(call.form, createShape);
    const product = findProduct(sandbox, form.product);
    if (!product.active) throw invalidRequest('The product is not active.', { param: 'product' });
    const price = newPrice(sandbox, product.id, form.currency, form.unit_amount);
    price.active = form.active ?? true;
    price.metadata = mergeMetadata({}, form.metadata);
    price.nickname = form.nickname ?? null;
    if (form.recurring !== undefined) {
      const { interval, interval_count: count } = form.recurring;
      const terms = { meter: null, trial_period_days: null, usage_type: 'licensed' } as const;
      price.recurring = { interval, interval_count: count ?? 1, ...terms };
      price.type = 'recurring';
    }
    prices.add(price);
    sandbox.events.emit('price.created', price, call.origin);
    return price;
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findPrice(sandbox, call.id);
  });
  api.post(`${URL_PATH}/:id`, (call) => {
    const form = readForm(call.form, updateShape);
    const price = findPrice(sandbox, call.id);
    const before = { active: price.active, metadata: price.metadata, nickname: price.nickname };
    price.active = form.active ?? price.active;
    if (form.nickname !== undefined) price.nickname = form.nickname;
    price.metadata = mergeMetadata(price.metadata, form.metadata);
    sandbox.events.emit('price.updated', price, call.origin, before);
    return price;
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    const passes = (price: StoredPrice) =>
      form.created(price.created) &&
      (form.active === undefined || price.active === form.active) &&
      (form.product === undefined || price.product === form.product) &&
      (form.type === undefined || price.type === form.type);
    return pageOf(prices, form, { url: URL_PATH, kind: 'price', passes });
  });
};

/** Throws 404 where there is none. */
export function findPrice(sandbox: Sandbox, id: string): StoredPrice {
  const price = sandbox.state.collections.prices.get(id);
  if (price === undefined) throw noSuch('price', id, 'price');
  return price;
}

/** A price for one payment that is not kept yet. */
export function newPrice(sandbox: Sandbox, product: string, currency: Currency, unit: number): StoredPrice {
  return {
    id: sandbox.state.ids.id('price'),
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created: sandbox.clock.nowSeconds(),
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product,
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: unit,
    unit_amount_decimal: String(unit),
  };
}

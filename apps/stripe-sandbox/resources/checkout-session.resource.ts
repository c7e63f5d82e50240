import { CURRENCIES, checkAmount, type Currency } from '../payments/amount.rules.js';
import type { NewSession } from '../payments/checkout-session.description.js';
import { usableKinds } from '../payments/method.kinds.js';
import type { ApiCall } from '../protocol/api.router.js';
import {
  branch,
  emailAddress,
  integer,
  listOf,
  missingParameter,
  oneOf,
  readForm,
  required,
  text,
  webAddress,
  type ReadOf,
} from '../protocol/form.reader.js';
import { allowedTypes, noneUsable, retiredTypes } from '../protocol/payment-method-types.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredLine, StoredPrice, StoredSession } from '../state/stored.objects.js';
import { findCustomer } from './customer.resource.js';
import { optionsShape, shippingOf, shippingShape } from './payment-intent.resource.js';
import { findOrMakePaymentMethod } from './payment-method.resource.js';
import { findPrice, newPrice } from './price.resource.js';
import { findProduct } from './product.resource.js';

const URL_PATH = '/v1/checkout/sessions';
const SHORTEST_SECONDS = 30 * 60;
const LONGEST_SECONDS = 24 * 3600;
/** A request may have been on its way for a while. */
const GRACE_SECONDS = 60;

/** The languages that a page may be asked for. */
export const LOCALES = [
  ...[
    'auto',
    'bg',
    'cs',
    'da',
    'de',
    'el',
    'en',
    'en-GB',
    'es',
    'es-419',
    'et',
    'fi',
    'fil',
    'fr',
    'fr-CA',
    'hr',
    'hu',
  ],
  ...['id', 'it', 'ja', 'ko', 'lt', 'lv', 'ms', 'mt', 'nb', 'nl', 'pl', 'pt', 'pt-BR', 'ro', 'ru', 'sk', 'sl', 'sv'],
  ...['th', 'tr', 'vi', 'zh', 'zh-HK', 'zh-TW'],
];

const productShape = { name: required(text({ max: 250 })), description: text(), metadata: metadata() };

const lineShape = {
  price: text(),
  price_data: branch({
    currency: required(oneOf(CURRENCIES)),
    product_data: required(branch(productShape)),
    unit_amount: required(integer({ min: 0 })),
  }),
  quantity: required(integer({ min: 1, max: 999_999 })),
};
type LineForm = ReadOf<typeof lineShape>;

interface PricedLine {
  price: StoredPrice;
  name: string;
  quantity: number;
}

const intentShape = {
  capture_method: oneOf(['automatic', 'automatic_async', 'manual']),
  description: text({ max: 1000 }),
  metadata: metadata(),
  receipt_email: emailAddress(),
  setup_future_usage: oneOf(['off_session', 'on_session']),
  shipping: branch(shippingShape),
  statement_descriptor: text({ max: 22 }),
  statement_descriptor_suffix: text({ max: 22 }),
};

const createShape = {
  cancel_url: webAddress(),
  client_reference_id: text({ max: 200 }),
  currency: oneOf(CURRENCIES),
  customer: text(),
  customer_creation: oneOf(['always', 'if_required']),
  customer_email: emailAddress(),
  expires_at: integer(),
  line_items: listOf(required(branch(lineShape)), { max: 100 }),
  locale: oneOf(LOCALES),
  metadata: metadata(),
  mode: required(oneOf(['payment', 'setup'])),
  payment_intent_data: branch(intentShape),
  allowed_payment_method_types: allowedTypes(),
  payment_method_options: branch(optionsShape),
  payment_method_types: retiredTypes(),
  setup_intent_data: branch({ description: text({ max: 1000 }), metadata: metadata() }),
  submit_type: oneOf(['auto', 'book', 'donate', 'pay']),
  success_url: webAddress(),
  ui_mode: oneOf(['hosted_page']),
};
type CreateForm = ReadOf<typeof createShape>;

const listShape = {
  ...pageShape,
  created: timeFilter(),
  customer: text(),
  payment_intent: text(),
  status: oneOf(['complete', 'expired', 'open']),
};

/** `/v1/checkout/sessions`: create for a payment or to keep a method, retrieve, list, list lines, expire. */
export const checkoutSessionRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => create(sandbox, call));
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findSession(sandbox, call.id);
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    sandbox.agenda.runDue();
    const passes = (session: StoredSession) =>
      form.created(session.created) &&
      (form.customer === undefined || session.customer === form.customer) &&
      (form.payment_intent === undefined || session.payment_intent === form.payment_intent) &&
      (form.status === undefined || session.status === form.status);
    return pageOf(sandbox.state.collections.sessions, form, { url: URL_PATH, kind: 'checkout session', passes });
  });
  api.get(`${URL_PATH}/:id/line_items`, (call) => {
    readForm(call.form, pageShape);
    const session = findSession(sandbox, call.id);
    const data = sandbox.state.collections.checkoutPlans.get(session.id)?.lines ?? [];
    return { object: 'list', url: `${URL_PATH}/${session.id}/line_items`, has_more: false, data };
  });
  api.post(`${URL_PATH}/:id/expire`, (call) => {
    readForm(call.form, {});
    const session = findSession(sandbox, call.id);
    sandbox.sessions.expire(session, call.origin);
    return session;
  });
  // The payment page's own interface, as far as the official CLI uses it to pay in a visitor's place.
  api.get('/v1/payment_pages/:id', (call) => {
    readForm(call.form, {});
    return findSession(sandbox, call.id);
  });
  api.post('/v1/payment_pages/:id/confirm', (call) => {
    const form = readForm(call.form, { payment_method: required(text()), expected_amount: integer() });
    const session = findSession(sandbox, call.id);
    if (form.expected_amount !== undefined && form.expected_amount !== session.amount_total) {
      throw invalidRequest('The expected amount is not the amount of the session.', { param: 'expected_amount' });
    }
    const method = findOrMakePaymentMethod(sandbox, form.payment_method);
    const outcome = sandbox.sessions.payWith(session, method);
    if (outcome.kind === 'declined') throw outcome.fault;
    return session;
  });
};

/** The session as it is now, expired if its time has come. Throws 404 where there is none. */
export function findSession(sandbox: Sandbox, id: string): StoredSession {
  sandbox.agenda.runDue();
  const session = sandbox.state.collections.sessions.get(id);
  if (session === undefined) throw noSuch('checkout.session', id, 'session');
  return session;
}

function create(sandbox: Sandbox, call: ApiCall): StoredSession {
  const form = readForm(call.form, createShape);
  if (form.success_url === undefined) throw missingParameter('success_url');
  if (form.customer !== undefined && form.customer_email !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.');
  }
  if (form.customer !== undefined && form.customer_creation !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_creation.');
  }
  const customer = form.customer === undefined ? null : findCustomer(sandbox, form.customer);
  const order = form.mode === 'setup' ? orderOfSetup(form) : orderOfPayment(sandbox, form);
  return sandbox.sessions.open(
    {
      ...order,
      allowedTypes: form.allowed_payment_method_types ?? null,
      cancelUrl: form.cancel_url ?? null,
      clientReferenceId: form.client_reference_id ?? null,
      customer: customer?.id ?? null,
      customerEmail: form.customer_email ?? customer?.email ?? null,
      expiresAt: expiryOf(form, sandbox.clock.nowSeconds()),
      kinds: kindsOf(form, order.currency),
      locale: form.locale ?? null,
      makeCustomer: form.customer_creation === 'always',
      metadata: mergeMetadata({}, form.metadata),
      mode: form.mode,
      submitType: form.submit_type ?? null,
      successUrl: form.success_url,
      intent: intentOf(form),
      setup: {
        description: form.setup_intent_data?.description ?? null,
        metadata: mergeMetadata({}, form.setup_intent_data?.metadata),
      },
    },
    call.origin,
  );
}

type Order = Pick<NewSession, 'lines' | 'amount' | 'currency'>;

function orderOfPayment(sandbox: Sandbox, form: CreateForm): Order {
  refuseParameters(form, 'payment', ['setup_intent_data']);
  if (form.line_items === undefined || form.line_items.length === 0) throw missingParameter('line_items');
  const lines = form.line_items.map((line) => pricedLine(sandbox, line));
  const { amount, currency } = totalOf(lines);
  checkAmount(amount, currency, sandbox.settings, 'line_items');
  return { lines: lines.map((line) => lineOf(sandbox, line)), amount, currency };
}

/** Nothing is paid; the currency only decides which methods are offered. */
function orderOfSetup(form: CreateForm): Order {
  refuseParameters(form, 'setup', ['line_items', 'payment_intent_data', 'submit_type']);
  return { lines: [], amount: null, currency: form.currency ?? null };
}

function refuseParameters(form: CreateForm, mode: string, names: readonly (keyof CreateForm)[]): void {
  for (const name of names) {
    if (form[name] === undefined) continue;
    throw invalidRequest(`You can not pass \`${name}\` in \`${mode}\` mode.`, { param: name });
  }
}

function kindsOf(form: CreateForm, currency: string | null): NewSession['kinds'] {
  const intent = form.payment_intent_data;
  const kinds = usableKinds(form.allowed_payment_method_types ?? null, {
    currency,
    keep: form.mode === 'setup' || intent?.setup_future_usage !== undefined,
    manualCapture: intent?.capture_method === 'manual',
  });
  if (kinds.length === 0) throw noneUsable('allowed_payment_method_types');
  return kinds;
}

function intentOf(form: CreateForm): NewSession['intent'] {
  const wanted = form.payment_intent_data;
  return {
    captureMethod: wanted?.capture_method ?? 'automatic_async',
    description: wanted?.description ?? null,
    metadata: mergeMetadata({}, wanted?.metadata),
    receiptEmail: wanted?.receipt_email ?? null,
    setupFutureUsage: wanted?.setup_future_usage ?? null,
    shipping: shippingOf(wanted?.shipping),
    statementDescriptor: wanted?.statement_descriptor ?? null,
    statementDescriptorSuffix: wanted?.statement_descriptor_suffix ?? null,
  };
}

/** A line by the price it names, or by a price made for it alone. */
function pricedLine(sandbox: Sandbox, { price: id, price_data: given, quantity }: LineForm): PricedLine {
  if (id === undefined) {
    if (given === undefined) throw missingParameter('line_items[0][price_data]');
    const price = newPrice(sandbox, sandbox.state.ids.id('prod'), given.currency, given.unit_amount);
    return { price, name: given.product_data.name, quantity };
  }
  const price = findPrice(sandbox, id);
  if (price.type === 'recurring' || !price.active) {
    const message = 'In payment mode a line takes an active one-time price.';
    throw invalidRequest(message, { param: 'line_items' });
  }
  return { price, name: findProduct(sandbox, price.product).name, quantity };
}

function totalOf(lines: readonly PricedLine[]): { amount: number; currency: Currency } {
  const currency = (lines[0]?.price.currency ?? 'cny') as Currency;
  if (lines.some((line) => line.price.currency !== currency)) {
    throw invalidRequest('All line items must have the same currency.', { param: 'line_items' });
  }
  const amount = lines.reduce((sum, line) => sum + (line.price.unit_amount ?? 0) * line.quantity, 0);
  return { amount, currency };
}

function expiryOf(form: CreateForm, now: number): number {
  const wanted = form.expires_at ?? now + LONGEST_SECONDS;
  if (wanted < now + SHORTEST_SECONDS - GRACE_SECONDS) {
    const message = 'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.';
    throw invalidRequest(message, { param: 'expires_at' });
  }
  if (wanted > now + LONGEST_SECONDS + GRACE_SECONDS) {
    const message = 'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.';
    throw invalidRequest(message, { param: 'expires_at' });
  }
  return wanted;
}

function lineOf(sandbox: Sandbox, line: PricedLine): StoredLine {
  const amount = (line.price.unit_amount ?? 0) * line.quantity;
  return {
    id: sandbox.state.ids.id('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: line.price.currency,
    description: line.name,
    metadata: {},
    price: line.price,
    quantity: line.quantity,
  };
}

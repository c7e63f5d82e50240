import { cardByToken } from '../payments/card.catalogue.js';
import { NO_ADDRESS } from '../payments/payment-method.factory.js';
import {
  branch,
  emailAddress,
  integer,
  missingParameter,
  oneOf,
  readForm,
  required,
  text,
  type ReadOf,
} from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { StripeFault, invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredPaymentMethod } from '../state/stored.objects.js';

const URL_PATH = '/v1/payment_methods';

const cardShape = { token: text(), number: text(), cvc: text(), exp_month: text(), exp_year: text() };

const addressShape = {
  city: text(),
  country: text(),
  line1: text(),
  line2: text(),
  postal_code: text(),
  state: text(),
};

/** How a payment method is described where one is made, by itself or along with a payment. */
export const methodShape = {
  type: required(oneOf(['card', 'alipay', 'wechat_pay', 'sepa_debit'])),
  alipay: branch({}),
  card: branch(cardShape),
  sepa_debit: branch({ iban: required(text({ max: 34 })) }),
  wechat_pay: branch({}),
  billing_details: branch({ address: branch(addressShape), email: emailAddress(), name: text(), phone: text() }),
  metadata: metadata(),
};
const updateShape = {
  card: branch({
    exp_month: required(integer({ min: 1, max: 12 })),
    exp_year: required(integer({ min: 2000, max: 2100 })),
  }),
  metadata: metadata(),
};
export type MethodForm = ReadOf<typeof methodShape>;

/** `/v1/payment_methods`: create (a card from a test token, `card[token]=tok_visa`), retrieve, update, attach, detach. */
export const paymentMethodRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => makePaymentMethod(sandbox, readForm(call.form, methodShape)));
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findOrMakePaymentMethod(sandbox, call.id);
  });
  api.post(`${URL_PATH}/:id`, (call) => {
    const form = readForm(call.form, updateShape);
    const method = findOrMakePaymentMethod(sandbox, call.id);
    if (method.customer === null) throw invalidRequest('You must attach the payment method to a customer first.');
    const before = { metadata: method.metadata };
    if (form.card !== undefined && method.card !== undefined) {
      method.card = { ...method.card, exp_month: form.card.exp_month, exp_year: form.card.exp_year };
    }
    method.metadata = mergeMetadata(method.metadata ?? {}, form.metadata);
    sandbox.events.emit('payment_method.updated', method, call.origin, before);
    return method;
  });
  api.post(`${URL_PATH}/:id/attach`, (call) => {
    const form = readForm(call.form, { customer: required(text()) });
    const method = findOrMakePaymentMethod(sandbox, call.id);
    const customer = sandbox.state.collections.customers.get(form.customer);
    if (customer === undefined) throw noSuch('customer', form.customer, 'customer');
    sandbox.customers.keepUntried(method, customer.id, call.origin);
    return method;
  });
  api.post(`${URL_PATH}/:id/detach`, (call) => {
    readForm(call.form, {});
    const method = findOrMakePaymentMethod(sandbox, call.id);
    const customer = sandbox.state.collections.customers.get(method.customer ?? '');
    if (customer === undefined) throw invalidRequest('The payment method is not attached to a customer.');
    if (customer.invoice_settings.default_payment_method === method.id) {
      customer.invoice_settings.default_payment_method = null;
    }
    method.customer = null;
    sandbox.events.emit('payment_method.detached', method, call.origin, { customer: customer.id });
    return method;
  });
};

/** Makes a payment method from its form. Throws 402 for a raw card number, and 404 for an unknown test token. */
export function makePaymentMethod(sandbox: Sandbox, form: MethodForm): StoredPaymentMethod {
  const { address, email, name, phone } = form.billing_details ?? {};
  const place = Object.fromEntries(Object.entries(address ?? {}).filter(([, value]) => value !== undefined));
  const billing = {
    address: { ...NO_ADDRESS, ...place },
    email: email ?? null,
    name: name ?? null,
    phone: phone ?? null,
  };
  const kept = mergeMetadata({}, form.metadata);
  if (form.type === 'alipay' || form.type === 'wechat_pay') return sandbox.methods.ofWallet(form.type, billing, kept);
  if (form.type === 'sepa_debit') {
    if (form.sepa_debit === undefined) throw missingParameter('sepa_debit');
    return sandbox.methods.ofDebit(form.sepa_debit.iban, billing, kept);
  }
  if (form.card === undefined) throw missingParameter('card');
  if (form.card.number !== undefined) throw rawNumber();
  const token = form.card.token ?? '';
  const card = cardByToken(token.replace(/^tok_/, 'pm_card_'));
  if (card === undefined) throw noSuch('token', token, 'card[token]');
  return sandbox.methods.fromTestCard(card, billing, kept);
}

/** The payment method of this id; a test token makes a new one, as with Stripe. Throws 404 for anything else. */
export function findOrMakePaymentMethod(sandbox: Sandbox, id: string): StoredPaymentMethod {
  const stored = sandbox.state.collections.paymentMethods.get(id);
  if (stored !== undefined) return stored;
  const card = cardByToken(id);
  if (card !== undefined) return sandbox.methods.fromTestCard(card);
  if (!id.startsWith('pm_'))
    throw invalidRequest(`No such PaymentMethod: '${id}'`, { code: 'resource_missing', param: 'payment_method' });
  throw noSuch('PaymentMethod', id, 'payment_method');
}

function rawNumber(): StripeFault {
  const message =
    'Sending credit card numbers directly to the Stripe API is generally unsafe. To continue processing use Stripe.js, ' +
    'the Stripe mobile bindings, or Stripe Elements.';
  return new StripeFault(402, { type: 'invalid_request_error', message });
}

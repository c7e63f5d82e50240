import { cardByNumber, cardByToken } from '../payments/card.catalogue.js';
import { NO_ADDRESS } from '../payments/payment-method.factory.js';
import { branch, emailAddress, oneOf, readForm, required, text } from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { StripeFault, invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredPaymentMethod } from '../state/stored.objects.js';
import type { EventOrigin } from '../webhooks/event.log.js';

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

const createShape = {
  type: required(oneOf(['card'])),
  card: required(branch(cardShape)),
  billing_details: branch({ address: branch(addressShape), email: emailAddress(), name: text(), phone: text() }),
  metadata: metadata(),
};

/** `/v1/payment_methods`: create from a test token (`card[token]=tok_visa` or `pm_card_visa`), retrieve, attach, detach. */
export const paymentMethodRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => {
    const form = readForm(call.form, createShape);
    if (form.card.number !== undefined) throw rawNumber();
    const token = form.card.token ?? '';
    const card = cardByToken(token.replace(/^tok_/, 'pm_card_'));
    if (card === undefined) throw noSuch('token', token, 'card[token]');
    const { address, email, name, phone } = form.billing_details ?? {};
    const place = Object.fromEntries(Object.entries(address ?? {}).filter(([, value]) => value !== undefined));
    const billing = {
      address: { ...NO_ADDRESS, ...place },
      email: email ?? null,
      name: name ?? null,
      phone: phone ?? null,
    };
    return sandbox.methods.fromTestCard(card, billing, mergeMetadata({}, form.metadata));
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findOrMakePaymentMethod(sandbox, call.id);
  });
  api.post(`${URL_PATH}/:id/attach`, (call) => {
    const form = readForm(call.form, { customer: required(text()) });
    const method = findOrMakePaymentMethod(sandbox, call.id);
    const customer = sandbox.state.collections.customers.get(form.customer);
    if (customer === undefined) throw noSuch('customer', form.customer, 'customer');
    attach(sandbox, method, customer.id, call.origin);
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

/** Keeps a card for a customer. Throws 402 when its bank refuses it, and 400 when it is kept for another customer. */
export function attach(sandbox: Sandbox, method: StoredPaymentMethod, customer: string, origin: EventOrigin): void {
  if (method.customer !== null && method.customer !== customer) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.');
  }
  const file = sandbox.state.collections.cards.get(method.id);
  const card = file === undefined ? undefined : cardByNumber(file.number);
  if (card !== undefined && card.decline !== null && card.course !== 'declined_later') {
    const { code, declineCode, message } = card.decline;
    const reason = declineCode === null ? {} : { decline_code: declineCode };
    throw new StripeFault(402, { type: 'card_error', code, ...reason, message });
  }
  method.customer = customer;
  sandbox.events.emit('payment_method.attached', method, origin);
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

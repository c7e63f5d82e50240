import { cardByToken } from '../payments/card.catalogue.js';
import { NO_ADDRESS } from '../payments/payment-method.factory.js';
import { branch, emailAddress, oneOf, readForm, required, text } from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { StripeFault, invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredPaymentMethod } from '../state/stored.objects.js';

const URL_PATH = '/v1/payment_methods';

const cardShape = { token: text(), number: text(), cvc: text(), exp_month: text(), exp_year: text() };

const createShape = {
  type: required(oneOf(['card'])),
  card: required(branch(cardShape)),
  billing_details: branch({ email: emailAddress(), name: text(), phone: text() }),
  metadata: metadata(),
};

/** `/v1/payment_methods`: create from a test token (`card[token]=tok_visa` or `pm_card_visa`), retrieve. */
export const paymentMethodRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => {
    const form = readForm(call.form, createShape);
    if (form.card.number !== undefined) throw rawNumber();
    const token = form.card.token ?? '';
    const card = cardByToken(token.replace(/^tok_/, 'pm_card_'));
    if (card === undefined) throw noSuch('token', token, 'card[token]');
    const { email, name, phone } = form.billing_details ?? {};
    const billing = { address: NO_ADDRESS, email: email ?? null, name: name ?? null, phone: phone ?? null };
    return sandbox.methods.fromTestCard(card, billing, mergeMetadata({}, form.metadata));
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findOrMakePaymentMethod(sandbox, call.id);
  });
};

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

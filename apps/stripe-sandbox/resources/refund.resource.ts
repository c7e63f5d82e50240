import { integer, missingParameter, oneOf, readForm, text } from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredCharge, StoredRefund } from '../state/stored.objects.js';
import { findCharge } from './charge.resource.js';
import { findIntent } from './payment-intent.resource.js';

const URL_PATH = '/v1/refunds';

const createShape = {
  amount: integer({ min: 1 }),
  charge: text(),
  payment_intent: text(),
  metadata: metadata(),
  reason: oneOf(['duplicate', 'fraudulent', 'requested_by_customer']),
};

const listShape = { ...pageShape, created: timeFilter(), charge: text(), payment_intent: text() };

/** `/v1/refunds`: create, retrieve, list. */
export const refundRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => {
    const form = readForm(call.form, createShape);
    const charge = chargeOf(sandbox, form.charge, form.payment_intent);
    const wanted = { amount: form.amount, reason: form.reason ?? null, metadata: mergeMetadata({}, form.metadata) };
    return sandbox.refunds.refund(charge, wanted, call.origin);
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    const refund = sandbox.state.collections.refunds.get(call.id);
    if (refund === undefined) throw noSuch('refund', call.id, 'refund');
    return refund;
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    const passes = (refund: StoredRefund) =>
      form.created(refund.created) &&
      (form.charge === undefined || refund.charge === form.charge) &&
      (form.payment_intent === undefined || refund.payment_intent === form.payment_intent);
    return pageOf(sandbox.state.collections.refunds, form, { url: URL_PATH, kind: 'refund', passes });
  });
};

function chargeOf(sandbox: Sandbox, chargeId: string | undefined, intentId: string | undefined): StoredCharge {
  if (chargeId !== undefined) return findCharge(sandbox, chargeId);
  if (intentId === undefined) throw missingParameter('charge');
  const intent = findIntent(sandbox, intentId);
  if (intent.latest_charge !== null) return findCharge(sandbox, intent.latest_charge);
  throw invalidRequest('This PaymentIntent does not have a successful charge to refund.', { param: 'payment_intent' });
}

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

/** `/v1/refunds`: create, retrieve, update metadata, list; cancel, which Stripe refuses for refunds to a card. */
export const refundRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => {
    const form = readForm(call.form, createShape);
    const charge = chargeOf(sandbox, form.charge, form.payment_intent);
    const wanted = { amount: form.amount, reason: form.reason ?? null, metadata: mergeMetadata({}, form.metadata) };
    return sandbox.refunds.refund(charge, wanted, call.origin);
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findRefund(sandbox, call.id);
  });
  api.post(`${URL_PATH}/:id`, (call) => {
    const form = readForm(call.form, { metadata: metadata() });
    const refund = findRefund(sandbox, call.id);
    sandbox.refunds.annotate(refund, mergeMetadata(refund.metadata ?? {}, form.metadata), call.origin);
    return refund;
  });
  api.post(`${URL_PATH}/:id/cancel`, (call) => {
    readForm(call.form, {});
    const refund = findRefund(sandbox, call.id);
    const message = `Only a refund with the status requires_action can be canceled: this one is ${String(refund.status)}.`;
    throw invalidRequest(message);
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

/** The refund as it is now. Throws 404 where there is none. */
export function findRefund(sandbox: Sandbox, id: string): StoredRefund {
  sandbox.agenda.runDue();
  const refund = sandbox.state.collections.refunds.get(id);
  if (refund === undefined) throw noSuch('refund', id, 'refund');
  return refund;
}

function chargeOf(sandbox: Sandbox, chargeId: string | undefined, intentId: string | undefined): StoredCharge {
  if (chargeId !== undefined) return findCharge(sandbox, chargeId);
  if (intentId === undefined) throw missingParameter('charge');
  const intent = findIntent(sandbox, intentId);
  if (intent.latest_charge !== null) return findCharge(sandbox, intent.latest_charge);
  throw invalidRequest('This PaymentIntent does not have a successful charge to refund.', { param: 'payment_intent' });
}

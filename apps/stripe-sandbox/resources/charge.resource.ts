import { readForm, text } from '../protocol/form.reader.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredCharge } from '../state/stored.objects.js';

const URL_PATH = '/v1/charges';
const listShape = { ...pageShape, created: timeFilter(), customer: text(), payment_intent: text() };

/** `/v1/charges`: retrieve, list. */
export const chargeRoutes: ResourceRoutes = (api, sandbox) => {
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findCharge(sandbox, call.id);
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    const passes = (charge: StoredCharge) =>
      form.created(charge.created) &&
      (form.customer === undefined || charge.customer === form.customer) &&
      (form.payment_intent === undefined || charge.payment_intent === form.payment_intent);
    return pageOf(sandbox.state.collections.charges, form, { url: URL_PATH, kind: 'charge', passes });
  });
};

/** Throws 404 where there is none. */
export function findCharge(sandbox: Sandbox, id: string): StoredCharge {
  const charge = sandbox.state.collections.charges.get(id);
  if (charge === undefined) throw noSuch('charge', id, 'id');
  return charge;
}

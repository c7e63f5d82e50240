import { CURRENCIES } from '../payments/amount.rules.js';
import { integer, oneOf, readForm, required, text } from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredPayout } from '../state/stored.objects.js';

const URL_PATH = '/v1/payouts';

const createShape = {
  amount: required(integer({ min: 1 })),
  currency: required(oneOf(CURRENCIES)),
  description: text(),
  metadata: metadata(),
  method: oneOf(['standard']),
  statement_descriptor: text({ max: 22 }),
};

const listShape = {
  ...pageShape,
  arrival_date: timeFilter(),
  created: timeFilter(),
  status: oneOf(['pending', 'in_transit', 'paid', 'failed', 'canceled']),
};

/** `/v1/payouts`: create (manual), retrieve, update metadata, list, cancel. */
export const payoutRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => {
    const form = readForm(call.form, createShape);
    sandbox.agenda.runDue();
    const wanted = {
      amount: BigInt(form.amount),
      currency: form.currency,
      description: form.description ?? null,
      metadata: mergeMetadata({}, form.metadata),
      statementDescriptor: form.statement_descriptor ?? null,
    };
    return sandbox.payouts.create(wanted, call.origin);
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findPayout(sandbox, call.id);
  });
  api.post(`${URL_PATH}/:id`, (call) => {
    const form = readForm(call.form, { metadata: metadata() });
    const payout = findPayout(sandbox, call.id);
    sandbox.payouts.annotate(payout, mergeMetadata(payout.metadata ?? {}, form.metadata), call.origin);
    return payout;
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    sandbox.agenda.runDue();
    const passes = (payout: StoredPayout) =>
      form.created(payout.created) &&
      form.arrival_date(payout.arrival_date) &&
      (form.status === undefined || payout.status === form.status);
    return pageOf(sandbox.state.collections.payouts, form, { url: URL_PATH, kind: 'payout', passes });
  });
  api.post(`${URL_PATH}/:id/cancel`, (call) => {
    readForm(call.form, {});
    const payout = findPayout(sandbox, call.id);
    sandbox.payouts.cancel(payout, call.origin);
    return payout;
  });
};

/** The payout as it is now. Throws 404 where there is none. */
export function findPayout(sandbox: Sandbox, id: string): StoredPayout {
  sandbox.agenda.runDue();
  const payout = sandbox.state.collections.payouts.get(id);
  if (payout === undefined) throw noSuch('payout', id, 'payout');
  return payout;
}

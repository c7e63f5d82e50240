import { oneOf, readForm, text } from '../protocol/form.reader.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes } from '../sandbox.context.js';
import type { StoredTransaction } from '../state/stored.objects.js';
import { findPayout } from './payout.resource.js';

const URL_PATH = '/v1/balance_transactions';

const listShape = {
  ...pageShape,
  created: timeFilter(),
  currency: text(),
  source: text(),
  payout: text(),
  type: oneOf(['adjustment', 'charge', 'payout', 'payout_cancel', 'payout_failure', 'refund', 'refund_failure']),
};

/** `/v1/balance` and `/v1/balance_transactions`: retrieve, list. */
export const balanceRoutes: ResourceRoutes = (api, sandbox) => {
  api.get('/v1/balance', (call) => {
    readForm(call.form, {});
    sandbox.agenda.runDue();
    return sandbox.balance.balance();
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    sandbox.agenda.runDue();
    const transaction = sandbox.state.collections.transactions.get(call.id);
    if (transaction === undefined) throw noSuch('balance transaction', call.id, 'id');
    return transaction;
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    sandbox.agenda.runDue();
    if (form.payout !== undefined && !findPayout(sandbox, form.payout).automatic) {
      const message = 'Balance transactions can only be listed by automatic payouts, not by manual ones.';
      throw invalidRequest(message, { param: 'payout' });
    }
    const { transactions, settlements } = sandbox.state.collections;
    const passes = (transaction: StoredTransaction) =>
      form.created(transaction.created) &&
      (form.currency === undefined || transaction.currency === form.currency) &&
      (form.source === undefined || transaction.source === form.source) &&
      (form.payout === undefined || settlements.get(transaction.id)?.payout === form.payout) &&
      (form.type === undefined || transaction.type === form.type);
    return pageOf(transactions, form, { url: URL_PATH, kind: 'balance transaction', passes });
  });
};

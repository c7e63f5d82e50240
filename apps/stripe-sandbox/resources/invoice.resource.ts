import { addUp, itemLine, subscriptionOf } from '../billing/invoice.description.js';
import { addInvoiceItem } from '../billing/invoice.items.js';
import { CURRENCIES } from '../payments/amount.rules.js';
import type { ApiCall } from '../protocol/api.router.js';
import {
  clearable,
  flag,
  integer,
  missingParameter,
  oneOf,
  readForm,
  required,
  text,
  branch,
  type ReadOf,
} from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredInvoice, StoredInvoiceItem, StoredInvoicePayment } from '../state/stored.objects.js';
import { findCustomer } from './customer.resource.js';
import { findOrMakePaymentMethod } from './payment-method.resource.js';
import { findSubscription } from './subscription.resource.js';

const URL_PATH = '/v1/invoices';
const ITEMS_PATH = '/v1/invoiceitems';
const PAYMENTS_PATH = '/v1/invoice_payments';
const HOUR = 3600;
const DAY = 86_400;

const createShape = {
  auto_advance: flag(),
  collection_method: oneOf(['charge_automatically', 'send_invoice']),
  currency: oneOf(CURRENCIES),
  customer: required(text()),
  days_until_due: integer({ min: 0 }),
  default_payment_method: text(),
  description: text({ max: 1500 }),
  due_date: integer(),
  metadata: metadata(),
  pending_invoice_items_behavior: oneOf(['exclude', 'include']),
  subscription: text(),
};
type CreateForm = ReadOf<typeof createShape>;

const updateShape = {
  auto_advance: flag(),
  default_payment_method: text(),
  description: clearable(text({ max: 1500 })),
  due_date: integer(),
  metadata: metadata(),
};
const payShape = { off_session: flag(), paid_out_of_band: flag(), payment_method: text() };
const listShape = {
  ...pageShape,
  collection_method: oneOf(['charge_automatically', 'send_invoice']),
  created: timeFilter(),
  customer: text(),
  status: oneOf(['draft', 'open', 'paid', 'uncollectible', 'void']),
  subscription: text(),
};
const itemShape = {
  amount: integer(),
  currency: oneOf(CURRENCIES),
  customer: required(text()),
  description: text(),
  invoice: text(),
  metadata: metadata(),
  period: branch({ start: required(integer()), end: required(integer()) }),
  subscription: text(),
};

/** `/v1/invoices`, `/v1/invoiceitems`, `/v1/invoice_payments`. */
export const invoiceRoutes: ResourceRoutes = (api, sandbox) => {
  const { invoices } = sandbox;
  const planned = <T>(answer: T): T => {
    sandbox.billing.plan();
    return answer;
  };
  api.post(URL_PATH, (call) => planned(create(sandbox, call)));
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findInvoice(sandbox, call.id);
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    sandbox.agenda.runDue();
    const passes = (invoice: StoredInvoice) =>
      form.created(invoice.created) &&
      (form.collection_method === undefined || invoice.collection_method === form.collection_method) &&
      (form.customer === undefined || invoice.customer === form.customer) &&
      (form.status === undefined || invoice.status === form.status) &&
      (form.subscription === undefined || subscriptionOf(invoice) === form.subscription);
    return pageOf(sandbox.state.collections.invoices, form, { url: URL_PATH, kind: 'invoice', passes });
  });
  api.post(`${URL_PATH}/:id`, (call) => planned(update(sandbox, call)));
  api.delete(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    const invoice = findInvoice(sandbox, call.id);
    invoices.remove(invoice, call.origin);
    return { id: invoice.id, object: 'invoice', deleted: true };
  });
  api.get(`${URL_PATH}/:id/lines`, (call) => {
    readForm(call.form, pageShape);
    return findInvoice(sandbox, call.id).lines;
  });
  api.post(`${URL_PATH}/:id/pay`, (call) => planned(pay(sandbox, call)));
  const step = (name: string, act: (invoice: StoredInvoice, call: ApiCall) => void) => {
    api.post(`${URL_PATH}/:id/${name}`, (call) => {
      readForm(call.form, { auto_advance: flag() });
      const invoice = findInvoice(sandbox, call.id);
      act(invoice, call);
      return planned(invoice);
    });
  };
  step('finalize', (invoice, call) => {
    invoices.finalize(invoice, call.origin);
  });
  step('void', (invoice, call) => {
    invoices.void(invoice, call.origin);
  });
  step('mark_uncollectible', (invoice, call) => {
    invoices.markUncollectible(invoice, call.origin);
  });
  step('send', (invoice, call) => {
    invoices.send(invoice, call.origin);
  });
  itemRoutes(api, sandbox);
  paymentRoutes(api, sandbox);
};

const itemRoutes: ResourceRoutes = (api, sandbox) => {
  const { invoiceItems } = sandbox.state.collections;
  api.post(ITEMS_PATH, (call) => createItem(sandbox, call));
  api.get(`${ITEMS_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findItem(sandbox, call.id);
  });
  api.get(ITEMS_PATH, (call) => {
    const shape = { ...pageShape, created: timeFilter(), customer: text(), invoice: text(), pending: flag() };
    const form = readForm(call.form, shape);
    const passes = (item: StoredInvoiceItem) =>
      form.created(item.date) &&
      (form.customer === undefined || item.customer === form.customer) &&
      (form.invoice === undefined || item.invoice === form.invoice) &&
      (form.pending === undefined || (item.invoice === null) === form.pending);
    return pageOf(invoiceItems, form, { url: ITEMS_PATH, kind: 'invoiceitem', passes });
  });
  api.delete(`${ITEMS_PATH}/:id`, (call) => {
    readForm(call.form, {});
    const item = findItem(sandbox, call.id);
    if (item.invoice !== null) throw invalidRequest('An invoice item that is on an invoice cannot be deleted here.');
    invoiceItems.retain((each) => each.id !== item.id);
    sandbox.events.emit('invoiceitem.deleted', item, call.origin);
    return { id: item.id, object: 'invoiceitem', deleted: true };
  });
};

const paymentRoutes: ResourceRoutes = (api, sandbox) => {
  const { invoicePayments } = sandbox.state.collections;
  api.get(`${PAYMENTS_PATH}/:id`, (call) => {
    readForm(call.form, {});
    const payment = invoicePayments.get(call.id);
    if (payment === undefined) throw noSuch('invoice_payment', call.id, 'id');
    return payment;
  });
  api.get(PAYMENTS_PATH, (call) => {
    const paymentShape = branch({ type: required(oneOf(['payment_intent'])), payment_intent: required(text()) });
    const status = oneOf(['canceled', 'open', 'paid']);
    const form = readForm(call.form, { ...pageShape, invoice: text(), payment: paymentShape, status });
    const passes = (each: StoredInvoicePayment) =>
      (form.invoice === undefined || each.invoice === form.invoice) &&
      (form.status === undefined || each.status === form.status) &&
      (form.payment === undefined || each.payment.payment_intent === form.payment.payment_intent);
    return pageOf(invoicePayments, form, { url: PAYMENTS_PATH, kind: 'invoice_payment', passes });
  });
};

/** The invoice as it is now. Throws 404 where there is none. */
export function findInvoice(sandbox: Sandbox, id: string): StoredInvoice {
  sandbox.agenda.runDue();
  const invoice = sandbox.state.collections.invoices.get(id);
  if (invoice === undefined) throw noSuch('invoice', id, 'id');
  return invoice;
}

function findItem(sandbox: Sandbox, id: string): StoredInvoiceItem {
  const item = sandbox.state.collections.invoiceItems.get(id);
  if (item === undefined) throw noSuch('invoiceitem', id, 'id');
  return item;
}

function create(sandbox: Sandbox, call: ApiCall): StoredInvoice {
  const form = readForm(call.form, createShape);
  const customer = findCustomer(sandbox, form.customer);
  const subscription = form.subscription === undefined ? null : findSubscription(sandbox, form.subscription);
  if (subscription !== null && subscription.customer !== customer.id) {
    throw noSuch('subscription', subscription.id, 'subscription');
  }
  const now = sandbox.billingTime.now(typeof customer.test_clock === 'string' ? customer.test_clock : null);
  const pending = form.pending_invoice_items_behavior === 'include' ? pendingOf(sandbox, form) : [];
  const currency = form.currency ?? pending[0]?.currency ?? 'cny';
  const sends = form.collection_method === 'send_invoice';
  if (sends && form.days_until_due === undefined && form.due_date === undefined) {
    const message =
      "If invoice collection method is 'send_invoice', you must specify 'due_date' or 'days_until_due' parameters.";
    throw invalidRequest(message);
  }
  return sandbox.invoices.draft(
    {
      customer,
      subscription,
      reason: 'manual',
      currency,
      autoAdvance: form.auto_advance ?? false,
      collection: form.collection_method ?? 'charge_automatically',
      description: form.description ?? null,
      dueDate: sends ? (form.due_date ?? now + (form.days_until_due ?? 0) * DAY) : null,
      finalizesAt: form.auto_advance === true ? now + HOUR : null,
      metadata: mergeMetadata({}, form.metadata),
      method: form.default_payment_method ?? null,
      period: { start: now, end: now },
    },
    () => [],
    pending.filter((item) => item.currency === currency),
    call.origin,
  );
}

function pendingOf(sandbox: Sandbox, form: CreateForm): StoredInvoiceItem[] {
  return sandbox.state.collections.invoiceItems.all().filter((item) => {
    const owner = item.parent?.subscription_details?.subscription;
    return (
      item.invoice === null &&
      item.customer === form.customer &&
      (form.subscription === undefined || owner === form.subscription)
    );
  });
}

function update(sandbox: Sandbox, call: ApiCall): StoredInvoice {
  const form = readForm(call.form, updateShape);
  const invoice = findInvoice(sandbox, call.id);
  const { auto_advance, default_payment_method, description, due_date, metadata: kept } = invoice;
  const before = { auto_advance, default_payment_method, description, due_date, metadata: kept };
  if (form.description !== undefined && invoice.status !== 'draft') {
    throw invalidRequest("Finalized invoices can't be updated in this way.", {
      code: 'invoice_not_editable',
      param: 'description',
    });
  }
  invoice.auto_advance = form.auto_advance ?? invoice.auto_advance ?? false;
  if (form.auto_advance === true && invoice.status === 'draft') {
    invoice.automatically_finalizes_at ??= sandbox.billingTime.now(invoice.test_clock) + HOUR;
  }
  invoice.default_payment_method = form.default_payment_method ?? invoice.default_payment_method;
  if (form.description !== undefined) invoice.description = form.description;
  invoice.due_date = form.due_date ?? invoice.due_date;
  invoice.metadata = mergeMetadata(invoice.metadata ?? {}, form.metadata);
  sandbox.events.emit('invoice.updated', invoice, call.origin, before);
  return invoice;
}

function pay(sandbox: Sandbox, call: ApiCall): StoredInvoice {
  const form = readForm(call.form, payShape);
  const invoice = findInvoice(sandbox, call.id);
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid');
  if (form.paid_out_of_band === true) {
    sandbox.invoices.payOutOfBand(invoice, call.origin);
    return invoice;
  }
  const customer = sandbox.state.collections.customers.get(invoice.customer ?? '');
  const fallback = customer?.invoice_settings.default_payment_method;
  const fallbackId = typeof fallback === 'string' ? fallback : fallback?.id;
  const id = form.payment_method ?? invoice.default_payment_method ?? fallbackId;
  if (id === undefined) {
    const message =
      'There is no payment method to pay this invoice with: name one, or give the customer a default payment method.';
    throw invalidRequest(message, { code: 'missing', param: 'payment_method' });
  }
  sandbox.invoices.pay(invoice, findOrMakePaymentMethod(sandbox, id), form.off_session ?? true, call.origin);
  return invoice;
}

function createItem(sandbox: Sandbox, call: ApiCall): StoredInvoiceItem {
  const form = readForm(call.form, itemShape);
  const customer = findCustomer(sandbox, form.customer);
  if (form.amount === undefined) throw missingParameter('amount');
  const invoice = form.invoice === undefined ? undefined : findInvoice(sandbox, form.invoice);
  if (invoice !== undefined && invoice.status !== 'draft') {
    throw invalidRequest('The invoice is no longer editable.', { code: 'invoice_not_editable', param: 'invoice' });
  }
  const now = sandbox.billingTime.now(typeof customer.test_clock === 'string' ? customer.test_clock : null);
  const item = addInvoiceItem(
    sandbox,
    customer.id,
    form.currency ?? invoice?.currency ?? 'cny',
    {
      amount: BigInt(form.amount),
      description: form.description ?? null,
      invoice: invoice?.id ?? null,
      metadata: mergeMetadata({}, form.metadata),
      period: form.period ?? { start: now, end: now },
      subscription: form.subscription ?? null,
    },
    call.origin,
  );
  if (invoice !== undefined) {
    invoice.lines.data.push(itemLine(item, invoice, sandbox.state));
    addUp(invoice);
    sandbox.events.emit('invoice.updated', invoice, call.origin);
  }
  return item;
}

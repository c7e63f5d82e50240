import { branch, clearable, emailAddress, readForm, text } from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredCustomer } from '../state/stored.objects.js';
import { findTestClock } from './test-clock.resource.js';
import { findOrMakePaymentMethod } from './payment-method.resource.js';

const URL_PATH = '/v1/customers';

const invoiceShape = { default_payment_method: clearable(text()) };

const createShape = {
  description: text(),
  email: emailAddress(),
  metadata: metadata(),
  name: text({ max: 256 }),
  invoice_settings: branch(invoiceShape),
  payment_method: text(),
  phone: text({ max: 20 }),
  test_clock: text(),
};

const updateShape = {
  description: clearable(text()),
  email: clearable(emailAddress()),
  invoice_settings: branch(invoiceShape),
  metadata: metadata(),
  name: clearable(text({ max: 256 })),
  phone: clearable(text({ max: 20 })),
};
const listShape = { ...pageShape, created: timeFilter(), email: emailAddress() };

/** `/v1/customers`: create, retrieve, update, delete, list. */
export const customerRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => {
    const form = readForm(call.form, createShape);
    const { description, email, name, phone } = form;
    const customer = sandbox.customers.describe({
      ...{ description, email, name, phone },
      metadata: mergeMetadata({}, form.metadata),
      testClock: form.test_clock === undefined ? null : findTestClock(sandbox, form.test_clock).id,
    });
    const given = form.payment_method;
    const method = given === undefined ? undefined : findOrMakePaymentMethod(sandbox, given);
    if (method !== undefined) sandbox.customers.keepUntried(method, customer.id, call.origin);
    const wanted = form.invoice_settings?.default_payment_method ?? null;
    setDefaultMethod(sandbox, customer, wanted === given ? (method?.id ?? null) : wanted);
    return sandbox.customers.add(customer, call.origin);
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findCustomer(sandbox, call.id);
  });
  api.post(`${URL_PATH}/:id`, (call) => {
    const form = readForm(call.form, updateShape);
    const customer = findCustomer(sandbox, call.id);
    const { description, email, invoice_settings: settings, name, phone } = customer;
    const before = { description, email, invoice_settings: { ...settings }, metadata: customer.metadata, name, phone };
    const wanted = form.invoice_settings?.default_payment_method;
    if (wanted !== undefined) setDefaultMethod(sandbox, customer, wanted);
    for (const field of ['description', 'email', 'name', 'phone'] as const) {
      const value = form[field];
      if (value !== undefined) customer[field] = value;
    }
    customer.metadata = mergeMetadata(customer.metadata, form.metadata);
    sandbox.events.emit('customer.updated', customer, call.origin, before);
    return customer;
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    const passes = (customer: StoredCustomer) =>
      form.created(customer.created) && (form.email === undefined || customer.email === form.email);
    return pageOf(sandbox.state.collections.customers, form, { url: URL_PATH, kind: 'customer', passes });
  });
  api.delete(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    const customer = findCustomer(sandbox, call.id);
    const { subscriptions, paymentMethods, customers } = sandbox.state.collections;
    for (const each of subscriptions.all()) {
      if (each.customer !== customer.id || ['canceled', 'incomplete_expired'].includes(each.status)) continue;
      sandbox.subscriptions.cancel(each, 'cancellation_requested', {}, call.origin);
    }
    for (const method of paymentMethods.all()) if (method.customer === customer.id) method.customer = null;
    customers.retain((each) => each.id !== customer.id);
    sandbox.events.emit('customer.deleted', customer, call.origin);
    return { id: customer.id, object: 'customer', deleted: true };
  });
  api.get(`${URL_PATH}/:id/payment_methods`, (call) => {
    const form = readForm(call.form, pageShape);
    const customer = findCustomer(sandbox, call.id);
    const url = `${URL_PATH}/${customer.id}/payment_methods`;
    const passes = (method: { customer: string | null }) => method.customer === customer.id;
    return pageOf(sandbox.state.collections.paymentMethods, form, { url, kind: 'PaymentMethod', passes });
  });
};

/** Throws 400 for a payment method that is not the customer's. */
function setDefaultMethod(sandbox: Sandbox, customer: StoredCustomer, id: string | null): void {
  const method = id === null ? undefined : sandbox.state.collections.paymentMethods.get(id);
  if (id !== null && method?.customer !== customer.id) {
    const message = `The payment method ${id} must be attached to the customer before it can be the default.`;
    throw invalidRequest(message, { param: 'invoice_settings[default_payment_method]' });
  }
  customer.invoice_settings.default_payment_method = id;
}

/** Throws 404 where there is none. */
export function findCustomer(sandbox: Sandbox, id: string): StoredCustomer {
  const customer = sandbox.state.collections.customers.get(id);
  if (customer === undefined) throw noSuch('customer', id, 'customer');
  return customer;
}

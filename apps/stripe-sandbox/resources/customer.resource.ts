import { emailAddress, readForm, text } from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredCustomer } from '../state/stored.objects.js';

const URL_PATH = '/v1/customers';

const createShape = {
  description: text(),
  email: emailAddress(),
  metadata: metadata(),
  name: text({ max: 256 }),
  phone: text({ max: 20 }),
};

/** `/v1/customers`: create, retrieve. */
export const customerRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => {
    const form = readForm(call.form, createShape);
    const id = sandbox.state.ids.id('cus');
    const customer: StoredCustomer = {
      id,
      object: 'customer',
      address: null,
      balance: 0,
      created: sandbox.clock.nowSeconds(),
      currency: null,
      customer_account: null,
      default_source: null,
      delinquent: false,
      description: form.description ?? null,
      discount: null,
      email: form.email ?? null,
      invoice_prefix: id.slice(-8).toUpperCase(),
      invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
      livemode: false,
      metadata: mergeMetadata({}, form.metadata),
      name: form.name ?? null,
      next_invoice_sequence: 1,
      phone: form.phone ?? null,
      preferred_locales: [],
      shipping: null,
      tax_exempt: 'none',
      test_clock: null,
    };
    sandbox.state.collections.customers.add(customer);
    sandbox.events.emit('customer.created', customer, call.origin);
    return customer;
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findCustomer(sandbox, call.id);
  });
};

/** Throws 404 where there is none. */
export function findCustomer(sandbox: Sandbox, id: string): StoredCustomer {
  const customer = sandbox.state.collections.customers.get(id);
  if (customer === undefined) throw noSuch('customer', id, 'customer');
  return customer;
}

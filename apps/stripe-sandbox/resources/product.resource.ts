import { clearable, flag, readForm, required, text } from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredProduct } from '../state/stored.objects.js';

const URL_PATH = '/v1/products';

const createShape = {
  active: flag(),
  description: text(),
  metadata: metadata(),
  name: required(text({ max: 250 })),
};
const updateShape = { active: flag(), description: clearable(text()), metadata: metadata(), name: text({ max: 250 }) };
const listShape = { ...pageShape, active: flag(), created: timeFilter() };

/** `/v1/products`: create, retrieve, update, list. */
export const productRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => {
    const form = readForm(call.form, createShape);
    const product = newProduct(sandbox, form.name, form.description ?? null, mergeMetadata({}, form.metadata));
    product.active = form.active ?? true;
    sandbox.state.collections.products.add(product);
    sandbox.events.emit('product.created', product, call.origin);
    return product;
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findProduct(sandbox, call.id);
  });
  api.post(`${URL_PATH}/:id`, (call) => {
    const form = readForm(call.form, updateShape);
    const product = findProduct(sandbox, call.id);
    const { active, description, name, updated } = product;
    const before = { active, description, metadata: product.metadata, name, updated };
    product.active = form.active ?? active;
    if (form.description !== undefined) product.description = form.description;
    product.name = form.name ?? name;
    product.metadata = mergeMetadata(product.metadata, form.metadata);
    product.updated = sandbox.clock.nowSeconds();
    sandbox.events.emit('product.updated', product, call.origin, before);
    return product;
  });
  api.delete(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    const product = findProduct(sandbox, call.id);
    if (sandbox.state.collections.prices.all().some((price) => price.product === product.id)) {
      throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.');
    }
    sandbox.state.collections.products.retain((each) => each.id !== product.id);
    sandbox.events.emit('product.deleted', product, call.origin);
    return { id: product.id, object: 'product', deleted: true };
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, listShape);
    const passes = (product: StoredProduct) =>
      form.created(product.created) && (form.active === undefined || product.active === form.active);
    return pageOf(sandbox.state.collections.products, form, { url: URL_PATH, kind: 'product', passes });
  });
};

/** Throws 404 where there is none. */
export function findProduct(sandbox: Sandbox, id: string): StoredProduct {
  const product = sandbox.state.collections.products.get(id);
  if (product === undefined) throw noSuch('product', id, 'product');
  return product;
}

/** A product that is not kept yet. */
export function newProduct(
  sandbox: Sandbox,
  name: string,
  description: string | null,
  labels: Record<string, string>,
): StoredProduct {
  const created = sandbox.clock.nowSeconds();
  return {
    id: sandbox.state.ids.id('prod'),
    object: 'product',
    active: true,
    created,
    default_price: null,
    description,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: labels,
    name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: created,
    url: null,
  };
}

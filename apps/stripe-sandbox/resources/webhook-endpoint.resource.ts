import { API_VERSION } from '../protocol/api.version.js';
import {
  clearable,
  flag,
  listOf,
  oneOf,
  readForm,
  required,
  text,
  webAddress,
  type Kind,
} from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape } from '../protocol/pagination.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredEndpoint } from '../state/stored.objects.js';

const URL_PATH = '/v1/webhook_endpoints';
const MAX_ENDPOINTS = 16;
/** The endpoint that the settings name is the same one after every restart. */
const CONFIGURED_ID = 'we_sandboxEnvironment';

const EVENT_NAME = /^([a-z_0-9]+\.)+[a-z_0-9]+$/;

function eventNames(): Kind<string[] | undefined> {
  const readList = listOf(required(text({ max: 100 })), { max: 400 });
  return (value, at) => {
    const names = readList(value, at);
    const wrong = names?.find((name) => name !== '*' && !EVENT_NAME.test(name));
    if (wrong === undefined) return names;
    throw invalidRequest(`Invalid ${at}: ${wrong} is no event type`, { param: at });
  };
}

const createShape = {
  api_version: oneOf([API_VERSION]),
  description: clearable(text()),
  enabled_events: required(eventNames()),
  metadata: metadata(),
  url: required(webAddress()),
};

const updateShape = {
  description: clearable(text()),
  disabled: flag(),
  enabled_events: eventNames(),
  metadata: metadata(),
  url: webAddress(),
};

/** `/v1/webhook_endpoints`: create (the only answer with the secret), retrieve, list, update, delete. */
export const webhookEndpointRoutes: ResourceRoutes = (api, sandbox) => {
  const { endpoints, endpointSecrets } = sandbox.state.collections;
  api.post(URL_PATH, (call) => {
    const form = readForm(call.form, createShape);
    if (endpoints.size >= MAX_ENDPOINTS) {
      throw invalidRequest(`You have reached the maximum of ${MAX_ENDPOINTS} test webhook endpoints.`);
    }
    const endpoint = describe(sandbox, sandbox.state.ids.id('we'), form.url, form.enabled_events);
    endpoint.description = form.description ?? null;
    endpoint.metadata = mergeMetadata({}, form.metadata);
    const secret = sandbox.state.ids.webhookSecret();
    endpoints.add(endpoint);
    endpointSecrets.add({ id: endpoint.id, secret });
    return { ...endpoint, secret };
  });
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, {});
    return findEndpoint(sandbox, call.id);
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, pageShape);
    return pageOf(endpoints, form, { url: URL_PATH, kind: 'webhook endpoint' });
  });
  api.post(`${URL_PATH}/:id`, (call) => {
    const form = readForm(call.form, updateShape);
    const endpoint = findEndpoint(sandbox, call.id);
    endpoint.metadata = mergeMetadata(endpoint.metadata, form.metadata);
    endpoint.url = form.url ?? endpoint.url;
    endpoint.enabled_events = form.enabled_events ?? endpoint.enabled_events;
    if (form.description !== undefined) endpoint.description = form.description;
    if (form.disabled !== undefined) endpoint.status = form.disabled ? 'disabled' : 'enabled';
    return endpoint;
  });
  api.delete(`${URL_PATH}/:id`, (call) => {
    const endpoint = findEndpoint(sandbox, call.id);
    endpoints.retain((each) => each.id !== endpoint.id);
    endpointSecrets.retain((each) => each.id !== endpoint.id);
    return { id: endpoint.id, object: 'webhook_endpoint', deleted: true };
  });
};

/** Adds, or brings up to date, the endpoint that the settings name. It hears every event. */
export function installConfiguredEndpoint(sandbox: Sandbox): void {
  const { webhookUrl, webhookSecret } = sandbox.settings;
  const { endpoints, endpointSecrets } = sandbox.state.collections;
  endpoints.retain((each) => each.id !== CONFIGURED_ID);
  endpointSecrets.retain((each) => each.id !== CONFIGURED_ID);
  if (webhookUrl === undefined || webhookSecret === undefined) return;
  endpoints.add(describe(sandbox, CONFIGURED_ID, webhookUrl, ['*']));
  endpointSecrets.add({ id: CONFIGURED_ID, secret: webhookSecret });
}

function findEndpoint(sandbox: Sandbox, id: string): StoredEndpoint {
  const endpoint = sandbox.state.collections.endpoints.get(id);
  if (endpoint === undefined) throw noSuch('webhook endpoint', id, 'webhook_endpoint');
  return endpoint;
}

function describe(sandbox: Sandbox, id: string, url: string, enabledEvents: string[]): StoredEndpoint {
  return {
    id,
    object: 'webhook_endpoint',
    api_version: API_VERSION,
    application: null,
    created: sandbox.clock.nowSeconds(),
    description: null,
    enabled_events: enabledEvents,
    livemode: false,
    metadata: {},
    status: 'enabled',
    url,
  };
}

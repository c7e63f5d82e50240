import { usableKinds } from '../payments/method.kinds.js';
import type { SetupOutcome } from '../payments/setup-intent.machine.js';
import type { ApiCall } from '../protocol/api.router.js';
import { branch, flag, oneOf, readForm, required, text, webAddress } from '../protocol/form.reader.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { allowedTypes, noneUsable, retiredTypes } from '../protocol/payment-method-types.js';
import { invalidRequest, noSuch, unexpectedSetupState } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredPaymentMethod, StoredSetupIntent } from '../state/stored.objects.js';
import { findCustomer } from './customer.resource.js';
import { findOrMakePaymentMethod } from './payment-method.resource.js';

const URL_PATH = '/v1/setup_intents';

const confirmShape = { payment_method: text(), return_url: webAddress(), use_stripe_sdk: flag() };

const createShape = {
  ...confirmShape,
  allowed_payment_method_types: allowedTypes(),
  automatic_payment_methods: branch({ enabled: required(flag()), allow_redirects: oneOf(['always', 'never']) }),
  confirm: flag(),
  customer: text(),
  description: text({ max: 1000 }),
  metadata: metadata(),
  payment_method_types: retiredTypes(),
  usage: oneOf(['off_session', 'on_session']),
};

const updateShape = {
  customer: text(),
  description: text({ max: 1000 }),
  metadata: metadata(),
  payment_method: text(),
};

/** `/v1/setup_intents`: create, retrieve, list, update, confirm, cancel. */
export const setupIntentRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => create(sandbox, call));
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, { client_secret: text() });
    return findSetupIntent(sandbox, call.id);
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, { ...pageShape, created: timeFilter(), customer: text(), payment_method: text() });
    const passes = (setup: StoredSetupIntent) =>
      form.created(setup.created) &&
      (form.customer === undefined || setup.customer === form.customer) &&
      (form.payment_method === undefined || setup.payment_method === form.payment_method);
    return pageOf(sandbox.state.collections.setupIntents, form, { url: URL_PATH, kind: 'setup_intent', passes });
  });
  api.post(`${URL_PATH}/:id`, (call) => {
    const form = readForm(call.form, updateShape);
    const setup = freeSetup(sandbox, call.id, 'update');
    if (form.payment_method !== undefined) {
      sandbox.setups.choose(setup, findOrMakePaymentMethod(sandbox, form.payment_method));
    }
    if (form.customer !== undefined) setup.customer = findCustomer(sandbox, form.customer).id;
    setup.description = form.description ?? setup.description;
    setup.metadata = mergeMetadata(setup.metadata ?? {}, form.metadata);
    return setup;
  });
  api.post(`${URL_PATH}/:id/confirm`, (call) => {
    const form = readForm(call.form, confirmShape);
    return confirm(sandbox, freeSetup(sandbox, call.id, 'confirm'), form, call);
  });
  api.post(`${URL_PATH}/:id/cancel`, (call) => {
    const form = readForm(call.form, {
      cancellation_reason: oneOf(['abandoned', 'duplicate', 'requested_by_customer']),
    });
    const setup = freeSetup(sandbox, call.id, 'cancel');
    sandbox.setups.cancel(setup, form.cancellation_reason ?? null, call.origin);
    return setup;
  });
};

/** Throws 404 where there is none. */
export function findSetupIntent(sandbox: Sandbox, id: string): StoredSetupIntent {
  const setup = sandbox.state.collections.setupIntents.get(id);
  if (setup === undefined) throw noSuch('setupintent', id, 'intent');
  return setup;
}

/** A set-up that the API may move on itself. Throws 400 for one that belongs to a checkout session. */
function freeSetup(sandbox: Sandbox, id: string, verb: 'cancel' | 'confirm' | 'update'): StoredSetupIntent {
  const setup = findSetupIntent(sandbox, id);
  const session = sandbox.state.collections.intentNotes.get(id)?.session ?? null;
  if (session === null) return setup;
  throw unexpectedSetupState(`You cannot ${verb} a SetupIntent created by a Checkout Session.`, setup);
}

function create(sandbox: Sandbox, call: ApiCall): StoredSetupIntent {
  const form = readForm(call.form, createShape);
  const kinds = usableKinds(form.allowed_payment_method_types ?? null, {
    currency: null,
    keep: true,
    manualCapture: false,
  });
  if (kinds.length === 0) throw noneUsable('allowed_payment_method_types');
  const { automatic_payment_methods: automatic, allowed_payment_method_types: allowed } = form;
  const customer = form.customer === undefined ? null : findCustomer(sandbox, form.customer).id;
  const chosen = form.payment_method === undefined ? undefined : findOrMakePaymentMethod(sandbox, form.payment_method);
  const setup = sandbox.setups.create(
    {
      allowedTypes: allowed ?? null,
      automaticPaymentMethods:
        allowed !== undefined || automatic?.enabled === false
          ? null
          : { allow_redirects: automatic?.allow_redirects ?? 'always', enabled: true },
      customer,
      description: form.description ?? null,
      kinds,
      metadata: mergeMetadata({}, form.metadata),
      usage: form.usage ?? 'off_session',
      session: null,
    },
    call.origin,
  );
  if (chosen !== undefined) sandbox.setups.choose(setup, chosen);
  return form.confirm === true ? confirm(sandbox, setup, { return_url: form.return_url }, call) : setup;
}

function confirm(
  sandbox: Sandbox,
  setup: StoredSetupIntent,
  form: { payment_method?: string | undefined; return_url: string | undefined },
  call: ApiCall,
): StoredSetupIntent {
  const method = methodToConfirm(sandbox, form.payment_method ?? setup.payment_method);
  return setupAfter(sandbox.setups.confirm(setup, method, form.return_url ?? null, call.origin), setup);
}

function methodToConfirm(sandbox: Sandbox, id: string | null): StoredPaymentMethod {
  if (id !== null) return findOrMakePaymentMethod(sandbox, id);
  throw invalidRequest("You cannot confirm this SetupIntent because it's missing a payment method.");
}

/** The set-up, or the refusal as the error an API caller gets. */
function setupAfter(outcome: SetupOutcome, setup: StoredSetupIntent): StoredSetupIntent {
  if (outcome.kind === 'declined') throw outcome.fault;
  return setup;
}

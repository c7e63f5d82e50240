import type Stripe from 'stripe';
import { CURRENCIES, checkAmount } from '../payments/amount.rules.js';
import { usableKinds, type MethodKind } from '../payments/method.kinds.js';
import type { ConfirmOutcome } from '../payments/payment-intent.machine.js';
import type { ApiCall } from '../protocol/api.router.js';
import {
  branch,
  clearable,
  emailAddress,
  flag,
  integer,
  oneOf,
  readForm,
  required,
  text,
  webAddress,
  type ReadOf,
} from '../protocol/form.reader.js';
import { allowedTypes, noneUsable, retiredTypes } from '../protocol/payment-method-types.js';
import { mergeMetadata, metadata } from '../protocol/metadata.js';
import { pageOf, pageShape, timeFilter } from '../protocol/pagination.js';
import { StripeFault, invalidRequest, noSuch, unexpectedState } from '../protocol/stripe.fault.js';
import type { ResourceRoutes, Sandbox } from '../sandbox.context.js';
import type { StoredIntent, StoredPaymentMethod } from '../state/stored.objects.js';
import { findCustomer } from './customer.resource.js';
import { findOrMakePaymentMethod, makePaymentMethod, methodShape } from './payment-method.resource.js';

const URL_PATH = '/v1/payment_intents';

const addressShape = {
  city: text(),
  country: text(),
  line1: text(),
  line2: text(),
  postal_code: text(),
  state: text(),
};

/** Where something is sent to, as the form of an intent or of a session's intent gives it. */
export const shippingShape = {
  address: required(branch(addressShape)),
  carrier: text(),
  name: required(text()),
  phone: text(),
  tracking_number: text(),
};

/** What a wallet asks for on the way; the sandbox shows the same page for each of them. */
export const optionsShape = { wechat_pay: branch({ app_id: text(), client: oneOf(['android', 'ios', 'web']) }) };

/** The payer's consent to be debited; the sandbox keeps no mandates. */
const mandateShape = {
  customer_acceptance: required(
    branch({
      accepted_at: integer(),
      offline: branch({}),
      online: branch({ ip_address: required(text()), user_agent: required(text()) }),
      type: required(oneOf(['offline', 'online'])),
    }),
  ),
};

const confirmShape = {
  mandate_data: branch(mandateShape),
  payment_method: text(),
  payment_method_data: branch(methodShape),
  payment_method_options: branch(optionsShape),
  return_url: webAddress(),
  off_session: flag(),
  error_on_requires_action: flag(),
  use_stripe_sdk: flag(),
  receipt_email: clearable(emailAddress()),
};

const createShape = {
  ...confirmShape,
  amount: required(integer({ min: 0 })),
  currency: required(oneOf(CURRENCIES)),
  automatic_payment_methods: branch({ enabled: required(flag()), allow_redirects: oneOf(['always', 'never']) }),
  capture_method: oneOf(['automatic', 'automatic_async', 'manual']),
  confirm: flag(),
  confirmation_method: oneOf(['automatic', 'manual']),
  customer: text(),
  description: text({ max: 1000 }),
  metadata: metadata(),
  allowed_payment_method_types: allowedTypes(),
  payment_method_types: retiredTypes(),
  setup_future_usage: oneOf(['off_session', 'on_session']),
  shipping: branch(shippingShape),
  statement_descriptor: text({ max: 22 }),
  statement_descriptor_suffix: text({ max: 22 }),
};
type CreateForm = ReadOf<typeof createShape>;
type ConfirmForm = Omit<ReadOf<typeof confirmShape>, 'payment_method' | 'payment_method_data'> &
  Partial<Pick<ReadOf<typeof confirmShape>, 'payment_method' | 'payment_method_data'>>;

const updateShape = {
  amount: integer({ min: 0 }),
  description: clearable(text({ max: 1000 })),
  metadata: metadata(),
  payment_method: text(),
  receipt_email: clearable(emailAddress()),
};

const cancelShape = {
  cancellation_reason: oneOf(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']),
};

/** `/v1/payment_intents`: create, retrieve, list, update, confirm, capture, cancel. */
export const paymentIntentRoutes: ResourceRoutes = (api, sandbox) => {
  api.post(URL_PATH, (call) => create(sandbox, call));
  api.get(`${URL_PATH}/:id`, (call) => {
    readForm(call.form, { client_secret: text() });
    return findIntent(sandbox, call.id);
  });
  api.get(URL_PATH, (call) => {
    const form = readForm(call.form, { ...pageShape, created: timeFilter(), customer: text() });
    const passes = (intent: StoredIntent) =>
      form.created(intent.created) && (form.customer === undefined || intent.customer === form.customer);
    return pageOf(sandbox.state.collections.intents, form, { url: URL_PATH, kind: 'payment_intent', passes });
  });
  api.post(`${URL_PATH}/:id`, (call) => update(sandbox, call));
  api.post(`${URL_PATH}/:id/confirm`, (call) => {
    const form = readForm(call.form, confirmShape);
    return confirm(sandbox, freeIntent(sandbox, call.id, 'confirm'), form, call);
  });
  api.post(`${URL_PATH}/:id/capture`, (call) => {
    const form = readForm(call.form, { amount_to_capture: integer({ min: 1 }) });
    const intent = findIntent(sandbox, call.id);
    sandbox.intents.capture(intent, form.amount_to_capture, call.origin);
    return intent;
  });
  api.post(`${URL_PATH}/:id/cancel`, (call) => {
    const form = readForm(call.form, cancelShape);
    const intent = freeIntent(sandbox, call.id, 'cancel');
    sandbox.intents.cancel(intent, form.cancellation_reason ?? null, call.origin);
    return intent;
  });
};

/** Throws 404 where there is none. */
export function findIntent(sandbox: Sandbox, id: string): StoredIntent {
  const intent = sandbox.state.collections.intents.get(id);
  if (intent === undefined) throw noSuch('payment_intent', id, 'intent');
  return intent;
}

/** An intent that the API may move on itself. Throws 400 for one that belongs to a checkout session. */
function freeIntent(sandbox: Sandbox, id: string, verb: 'confirm' | 'cancel'): StoredIntent {
  const intent = findIntent(sandbox, id);
  const session = sandbox.state.collections.intentNotes.get(id)?.session ?? null;
  if (sandbox.state.collections.intentNotes.get(id)?.invoice !== undefined && verb === 'cancel') {
    throw unexpectedState('You cannot cancel a PaymentIntent of an invoice. Void the invoice instead.', intent);
  }
  if (session === null) return intent;
  const advice = verb === 'cancel' ? ' Expire the Checkout Session instead.' : '';
  throw unexpectedState(`You cannot ${verb} a PaymentIntent created by a Checkout Session.${advice}`, intent);
}

function create(sandbox: Sandbox, call: ApiCall): StoredIntent {
  const form = readForm(call.form, createShape);
  checkAmount(form.amount, form.currency, sandbox.settings, 'amount');
  if (form.confirm !== true) refuseConfirmOptions(form);
  if (form.customer !== undefined) findCustomer(sandbox, form.customer);
  const chosen = methodNamed(sandbox, form);
  const automatic = automaticMethods(form);
  if (form.confirm === true) checkReturnUrl(automatic, form);
  const intent = sandbox.intents.create(
    {
      amount: form.amount,
      currency: form.currency,
      captureMethod: form.capture_method ?? 'automatic_async',
      kinds: kindsOf(form),
      setupFutureUsage: form.setup_future_usage ?? null,
      allowedTypes: form.allowed_payment_method_types ?? null,
      automaticPaymentMethods: automatic,
      customer: form.customer ?? null,
      description: form.description ?? null,
      metadata: mergeMetadata({}, form.metadata),
      receiptEmail: form.receipt_email ?? null,
      shipping: shippingOf(form.shipping),
      statementDescriptor: form.statement_descriptor ?? null,
      statementDescriptorSuffix: form.statement_descriptor_suffix ?? null,
      session: null,
    },
    call.origin,
  );
  if (chosen !== undefined) sandbox.intents.choose(intent, chosen);
  const { payment_method: _named, payment_method_data: _described, ...rest } = form;
  return form.confirm === true ? confirm(sandbox, intent, rest, call) : intent;
}

/** Throws 400 when nothing that was named fits the currency and what is asked of the method. */
function kindsOf(form: CreateForm): MethodKind[] {
  const kinds = usableKinds(form.allowed_payment_method_types ?? null, {
    currency: form.currency,
    keep: form.setup_future_usage !== undefined,
    manualCapture: form.capture_method === 'manual',
  });
  if (kinds.length === 0) throw noneUsable('allowed_payment_method_types');
  return kinds;
}

/** Stripe's rule: without a list of types the intent takes whatever the dashboard allows, redirects included. */
function automaticMethods(form: CreateForm): Stripe.PaymentIntent.AutomaticPaymentMethods | null {
  const { automatic_payment_methods: automatic, allowed_payment_method_types: types } = form;
  if (types !== undefined && automatic !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: allowed_payment_method_types, automatic_payment_methods.',
    );
  }
  if (types !== undefined || automatic?.enabled === false) return null;
  return { allow_redirects: automatic?.allow_redirects ?? 'always', enabled: true };
}

function checkReturnUrl(
  automatic: Stripe.PaymentIntent['automatic_payment_methods'],
  form: { return_url: string | undefined; off_session: boolean | undefined },
): void {
  if (form.return_url !== undefined || form.off_session === true) return;
  if (automatic?.enabled !== true || automatic.allow_redirects === 'never') return;
  throw invalidRequest(
    'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these ' +
      'payment methods might redirect your customer off of your page, you must provide a `return_url`. If you do not ' +
      'want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and ' +
      '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.',
  );
}

function refuseConfirmOptions(form: CreateForm): void {
  for (const name of ['return_url', 'off_session', 'error_on_requires_action'] as const) {
    if (form[name] === undefined) continue;
    const message = `The parameter ${name} cannot be passed when creating a PaymentIntent unless confirm is set to true.`;
    throw invalidRequest(message, { param: name });
  }
}

export function shippingOf(shipping: ReadOf<typeof shippingShape> | undefined): Stripe.PaymentIntent.Shipping | null {
  if (shipping === undefined) return null;
  const { city, country, line1, line2, postal_code: postalCode, state } = shipping.address;
  return {
    address: {
      city: city ?? null,
      country: country ?? null,
      line1: line1 ?? null,
      line2: line2 ?? null,
      postal_code: postalCode ?? null,
      state: state ?? null,
    },
    carrier: shipping.carrier ?? null,
    name: shipping.name,
    phone: shipping.phone ?? null,
    tracking_number: shipping.tracking_number ?? null,
  };
}

function update(sandbox: Sandbox, call: ApiCall): StoredIntent {
  const form = readForm(call.form, updateShape);
  const intent = findIntent(sandbox, call.id);
  const changesPayment = form.amount !== undefined || form.payment_method !== undefined;
  if (changesPayment && !['requires_payment_method', 'requires_confirmation'].includes(intent.status)) {
    const message = `This PaymentIntent's amount and payment method could not be updated because it has a status of ${intent.status}.`;
    throw unexpectedState(message, intent);
  }
  if (form.amount !== undefined) {
    checkAmount(form.amount, intent.currency as (typeof CURRENCIES)[number], sandbox.settings, 'amount');
  }
  const merged = mergeMetadata(intent.metadata, form.metadata);
  const chosen = form.payment_method === undefined ? undefined : findOrMakePaymentMethod(sandbox, form.payment_method);
  intent.metadata = merged;
  intent.amount = form.amount ?? intent.amount;
  if (form.description !== undefined) intent.description = form.description;
  if (form.receipt_email !== undefined) intent.receipt_email = form.receipt_email;
  if (chosen !== undefined) sandbox.intents.choose(intent, chosen);
  return intent;
}

function confirm(sandbox: Sandbox, intent: StoredIntent, form: ConfirmForm, call: ApiCall): StoredIntent {
  checkReturnUrl(intent.automatic_payment_methods, form);
  const method = methodNamed(sandbox, form) ?? methodToConfirm(sandbox, intent);
  if (form.receipt_email !== undefined) intent.receipt_email = form.receipt_email;
  const options = { returnUrl: form.return_url ?? null, offSession: form.off_session ?? false };
  const outcome = sandbox.intents.confirm(intent, method, options, call.origin);
  if (outcome.kind === 'requires_action' && form.error_on_requires_action === true) refuseAction(sandbox, intent, call);
  return intentAfter(outcome, intent);
}

/** The method a request names or describes; a method that an intent was made with is not made again. */
function methodNamed(
  sandbox: Sandbox,
  form: Pick<ConfirmForm, 'payment_method' | 'payment_method_data'>,
): StoredPaymentMethod | undefined {
  const { payment_method: id, payment_method_data: data } = form;
  if (id !== undefined && data !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: payment_method, payment_method_data.');
  }
  if (data !== undefined) return makePaymentMethod(sandbox, data);
  return id === undefined ? undefined : findOrMakePaymentMethod(sandbox, id);
}

function methodToConfirm(sandbox: Sandbox, intent: StoredIntent): StoredPaymentMethod {
  const id = intent.payment_method;
  if (id !== null) return findOrMakePaymentMethod(sandbox, id);
  const message =
    `You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the ` +
    'PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.';
  throw unexpectedState(message, intent);
}

/** The caller cannot bring its customer to a challenge, so the attempt ends here. */
function refuseAction(sandbox: Sandbox, intent: StoredIntent, call: ApiCall): never {
  sandbox.intents.authenticate(intent, false, call.origin);
  const code = 'authentication_required';
  const message = 'This payment required an authentication action to complete, but `error_on_requires_action` was set.';
  throw new StripeFault(402, { type: 'card_error', code, message, payment_intent: intent });
}

/** The intent, or the decline as the error an API caller gets. */
function intentAfter(outcome: ConfirmOutcome, intent: StoredIntent): StoredIntent {
  if (outcome.kind === 'declined') throw outcome.fault;
  return intent;
}

import { portalPath } from '../hosted-page/page.paths.js';
import { branch, oneOf, readForm, required, text, webAddress } from '../protocol/form.reader.js';
import type { ResourceRoutes } from '../sandbox.context.js';
import { findCustomer } from './customer.resource.js';
import { LOCALES } from './checkout-session.resource.js';

/** The one configuration that every session of the portal has. */
const CONFIGURATION = 'bpc_sandboxDefault';

const createShape = {
  customer: required(text()),
  flow_data: branch({ type: required(oneOf(['payment_method_update'])) }),
  locale: oneOf(LOCALES),
  return_url: webAddress(),
};

/** `/v1/billing_portal/sessions`: create a page on which a customer sees and changes what they give. */
export const portalSessionRoutes: ResourceRoutes = (api, sandbox) => {
  api.post('/v1/billing_portal/sessions', (call) => {
    const form = readForm(call.form, createShape);
    const id = sandbox.state.ids.id('bps');
    const session = sandbox.state.collections.portalSessions.add({
      id,
      object: 'billing_portal.session',
      configuration: CONFIGURATION,
      created: sandbox.clock.nowSeconds(),
      customer: findCustomer(sandbox, form.customer).id,
      customer_account: null,
      flow:
        form.flow_data === undefined
          ? null
          : {
              after_completion: { hosted_confirmation: null, redirect: null, type: 'portal_homepage' },
              customer_update: null,
              subscription_cancel: null,
              subscription_pause: null,
              subscription_update: null,
              subscription_update_confirm: null,
              type: form.flow_data.type,
            },
      livemode: false,
      locale: form.locale ?? null,
      on_behalf_of: null,
      return_url: form.return_url ?? null,
      url: sandbox.address() + portalPath(id),
    });
    sandbox.events.emit('billing_portal.session.created', session, call.origin);
    return session;
  });
};

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inWords } from '../payments/amount.rules.js';
import type { Sandbox } from '../sandbox.context.js';
import type { StoredCustomer, StoredPortalSession } from '../state/stored.objects.js';
import { portalPath } from './page.paths.js';
import { languageOf, redirect, sendMessage, sendPage, textsOf } from './page.replies.js';
import { portalPage } from './portal.page.js';

const DAY_SECONDS = 86_400;
const SHOWN = 12;

/** The page on which a customer sees what they pay again and again, and changes it. */
export function portalRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  const pages = new PortalPages(sandbox);
  server.get('/p/session/:id', (request, reply) => pages.show(request, reply));
  server.post('/p/session/:id', (request, reply) => pages.act(request, reply));
}

interface Visit {
  portal: StoredPortalSession;
  customer: StoredCustomer;
}

class PortalPages {
  constructor(private readonly sandbox: Sandbox) {}

  show(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const visit = this.visitOf(request);
    if (visit === undefined) return sendMessage(request, reply.code(404), 'missing');
    const { portal, customer } = visit;
    this.takeSavedCard(request, customer);
    const { subscriptions, invoices, paymentMethods } = this.sandbox.state.collections;
    const page = portalPage({
      language: languageOf(request, portal.locale),
      merchant: this.sandbox.settings.merchantName,
      who: customer.name ?? customer.email,
      returnUrl: portal.return_url,
      methods: paymentMethods.all().filter((method) => method.customer === customer.id),
      defaultMethod: defaultOf(customer),
      subscriptions: subscriptions.all().filter((each) => each.customer === customer.id),
      invoices: invoices
        .all()
        .filter((each) => each.customer === customer.id && each.status !== 'draft')
        .slice(-SHOWN)
        .reverse()
        .map((each) => ({
          number: each.number,
          amount: inWords(each.amount_due, each.currency),
          status: String(each.status),
          date: each.created,
        })),
    });
    return sendPage(reply, page);
  }

  act(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const visit = this.visitOf(request);
    if (visit === undefined) return sendMessage(request, reply.code(404), 'missing');
    const { portal, customer } = visit;
    const { action, id = '' } = textsOf(request);
    if (action === 'card') return reply.redirect(this.newCardPage(portal, customer), 303);
    if (action === 'default') this.setDefault(customer, id);
    if (action === 'end' || action === 'keep') this.setEnd(customer, id, action === 'end');
    this.sandbox.billing.plan();
    this.sandbox.state.changed();
    return redirect(reply, request, portalPath(portal.id));
  }

  /** A checkout session that keeps a card and comes back here. */
  private newCardPage(portal: StoredPortalSession, customer: StoredCustomer): string {
    const back = `${this.sandbox.address()}${portalPath(portal.id)}`;
    const session = this.sandbox.sessions.open(
      {
        lines: [],
        allowedTypes: ['card'],
        amount: null,
        currency: null,
        cancelUrl: back,
        clientReferenceId: null,
        customer: customer.id,
        customerEmail: customer.email,
        expiresAt: this.sandbox.clock.nowSeconds() + DAY_SECONDS,
        kinds: ['card'],
        locale: portal.locale,
        makeCustomer: false,
        metadata: {},
        mode: 'setup',
        submitType: null,
        successUrl: `${back}?saved={CHECKOUT_SESSION_ID}`,
        intent: {
          captureMethod: 'automatic_async',
          description: null,
          metadata: {},
          receiptEmail: null,
          statementDescriptor: null,
          statementDescriptorSuffix: null,
        },
        setup: { description: null, metadata: {} },
      },
      null,
    );
    return session.url ?? back;
  }

  /** A card that was kept just now is the one to be used. */
  private takeSavedCard(request: FastifyRequest, customer: StoredCustomer): void {
    const { saved } = request.query as { saved?: string };
    const { sessions, setupIntents } = this.sandbox.state.collections;
    const session = sessions.get(saved ?? '');
    const setup = setupIntents.get(session?.setup_intent ?? '');
    if (setup?.status !== 'succeeded' || setup.customer !== customer.id || setup.payment_method === null) return;
    this.setDefault(customer, setup.payment_method);
  }

  private setDefault(customer: StoredCustomer, id: string): void {
    const method = this.sandbox.state.collections.paymentMethods.get(id);
    if (method?.customer !== customer.id || defaultOf(customer) === id) return;
    const before = { invoice_settings: { ...customer.invoice_settings } };
    customer.invoice_settings.default_payment_method = id;
    this.sandbox.events.emit('customer.updated', customer, null, before);
  }

  private setEnd(customer: StoredCustomer, id: string, atPeriodEnd: boolean): void {
    const subscription = this.sandbox.state.collections.subscriptions.get(id);
    if (subscription?.customer !== customer.id || subscription.ended_at !== null) return;
    const before = { cancel_at: subscription.cancel_at, cancel_at_period_end: subscription.cancel_at_period_end };
    this.sandbox.subscriptions.setEnd(subscription, { atPeriodEnd });
    this.sandbox.events.emit('customer.subscription.updated', subscription, null, before);
  }

  private visitOf(request: FastifyRequest): Visit | undefined {
    this.sandbox.agenda.runDue();
    const { portalSessions, customers } = this.sandbox.state.collections;
    const portal = portalSessions.get((request.params as { id: string }).id);
    const customer = customers.get(portal?.customer ?? '');
    return portal === undefined || customer === undefined ? undefined : { portal, customer };
  }
}

function defaultOf(customer: StoredCustomer): string | null {
  const method = customer.invoice_settings.default_payment_method;
  return typeof method === 'string' ? method : (method?.id ?? null);
}

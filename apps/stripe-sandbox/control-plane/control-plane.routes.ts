import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { StripeFault } from '../protocol/stripe.fault.js';
import { findEvent } from '../resources/event.resource.js';
import { installConfiguredEndpoint } from '../resources/webhook-endpoint.resource.js';
import type { Sandbox } from '../sandbox.context.js';
import { webhookFaults } from '../webhooks/webhook.faults.js';
import { controlPageRoutes } from './control.page.routes.js';
import { payLikeVisitor, payRequest } from './fast.lane.js';
import { parsed } from './control.request.js';
import { httpFault } from './http.faults.js';
import { moneyControls } from './money.controls.js';

const resetRequest = z.strictObject({ seed: z.string().min(1).max(200).optional() });
const advanceRequest = z.strictObject({
  seconds: z
    .int()
    .min(1)
    .max(400 * 86_400),
});
const flushRequest = z.strictObject({ timeoutMs: z.int().min(1).max(60_000).default(10_000) });
const httpFaultsRequest = z.strictObject({ faults: z.array(httpFault).min(1).max(100) });
const deliveriesQuery = z.strictObject({
  state: z.enum(['pending', 'delivered', 'failed', 'dropped']).optional(),
  event: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** What a test may do to the sandbox from outside. JSON in, JSON out, no key; never reachable from another web page. */
export function controlPlaneRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  const { state, clock, agenda, deliveries } = sandbox;
  server.addHook('onRequest', (request, _reply, done) => {
    refuseForeignPages(request);
    done();
  });
  server.setErrorHandler((error, _request, reply) => {
    const fault = error instanceof StripeFault ? error : undefined;
    if (fault === undefined) sandbox.log.error({ err: error }, 'the control plane failed');
    const message = fault?.body.message ?? 'the sandbox itself failed';
    return reply.code(fault?.status ?? 500).send({ error: { message } });
  });
  server.get('/', () => overview(sandbox));
  server.post('/reset', (request) => {
    const { seed } = parsed(resetRequest, request.body);
    deliveries.clear();
    sandbox.httpFaults.clear();
    sandbox.webhookFaults.set({});
    state.reset(seed);
    installConfiguredEndpoint(sandbox);
    return overview(sandbox);
  });
  server.post('/clock/advance', (request) => {
    clock.advance(parsed(advanceRequest, request.body).seconds * 1000);
    agenda.runDue();
    deliveries.wake();
    state.changed();
    return { now: clock.nowSeconds() };
  });
  server.post('/pay', (request) => payLikeVisitor(sandbox, parsed(payRequest, request.body)));
  server.put('/http-faults', (request) => {
    const { faults } = parsed(httpFaultsRequest, request.body);
    sandbox.httpFaults.add(faults);
    return { faults: sandbox.httpFaults.pending };
  });
  server.delete('/http-faults', () => {
    sandbox.httpFaults.clear();
    return { faults: sandbox.httpFaults.pending };
  });
  webhookControls(server, sandbox);
  moneyControls(server, sandbox);
  controlPageRoutes(server, sandbox);
}

function webhookControls(server: FastifyInstance, sandbox: Sandbox): void {
  const { deliveries, state } = sandbox;
  server.put('/webhook-faults', (request) => {
    sandbox.webhookFaults.set(parsed(webhookFaults, request.body));
    return sandbox.webhookFaults.current;
  });
  server.delete('/webhook-faults', () => {
    sandbox.webhookFaults.set({});
    return sandbox.webhookFaults.current;
  });
  server.post('/events/:id/resend', (request) => {
    const event = findEvent(sandbox, (request.params as { id: string }).id);
    return { event: event.id, endpoints: deliveries.resend(event) };
  });
  server.get('/deliveries', (request) => {
    const query = parsed(deliveriesQuery, request.query);
    const fitting = state.collections.deliveries
      .all()
      .filter((each) => (query.state ?? each.state) === each.state && (query.event ?? each.event) === each.event);
    return { total: fitting.length, data: fitting.slice(-query.limit).reverse() };
  });
  server.post('/flush', async (request) => {
    const { timeoutMs } = parsed(flushRequest, request.body);
    deliveries.flush();
    return { idle: await deliveries.idleWithin(timeoutMs), ...deliveryCounts(sandbox) };
  });
}

/** Another site's script must not be able to empty the sandbox of a developer who happens to visit it. */
function refuseForeignPages(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const foreignOrigin = origin !== undefined && origin !== `http://${request.headers.host ?? ''}`;
  if (foreignOrigin || (typeof site === 'string' && !['same-origin', 'none'].includes(site))) {
    throw new StripeFault(403, {
      type: 'invalid_request_error',
      message: 'The control plane answers no other web page',
    });
  }
}

function overview(sandbox: Sandbox): object {
  const counts = Object.entries(sandbox.state.collections).map(([name, collection]) => [name, collection.size]);
  return {
    now: sandbox.clock.nowSeconds(),
    objects: Object.fromEntries(counts) as Record<string, number>,
    deliveries: deliveryCounts(sandbox),
    webhookFaults: sandbox.webhookFaults.current,
    httpFaults: sandbox.httpFaults.pending,
  };
}

function deliveryCounts(sandbox: Sandbox): Record<string, number> {
  const counts = { pending: 0, delivered: 0, failed: 0, dropped: 0 };
  for (const delivery of sandbox.state.collections.deliveries.all()) counts[delivery.state] += 1;
  return counts;
}

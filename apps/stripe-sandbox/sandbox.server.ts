import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { pino, type Logger } from 'pino';
import { controlPlaneRoutes } from './control-plane/control-plane.routes.js';
import { hostedPageRoutes } from './hosted-page/hosted-page.routes.js';
import { ApiRouter, faultAnswer, startAnswer } from './protocol/api.router.js';
import { Expansion } from './protocol/expansion.js';
import { IdempotencyKeys } from './protocol/idempotency.js';
import { encodeMultipart } from './protocol/multipart.decoding.js';
import { StripeFault, invalidRequest } from './protocol/stripe.fault.js';
import { balanceRoutes } from './resources/balance.resource.js';
import { chargeRoutes } from './resources/charge.resource.js';
import { checkoutSessionRoutes } from './resources/checkout-session.resource.js';
import { customerRoutes } from './resources/customer.resource.js';
import { disputeRoutes } from './resources/dispute.resource.js';
import { eventRoutes } from './resources/event.resource.js';
import { fileRoutes } from './resources/file.resource.js';
import { invoiceRoutes } from './resources/invoice.resource.js';
import { paymentIntentRoutes } from './resources/payment-intent.resource.js';
import { paymentMethodRoutes } from './resources/payment-method.resource.js';
import { payoutRoutes } from './resources/payout.resource.js';
import { portalSessionRoutes } from './resources/portal-session.resource.js';
import { priceRoutes } from './resources/price.resource.js';
import { productRoutes } from './resources/product.resource.js';
import { refundRoutes } from './resources/refund.resource.js';
import { setupIntentRoutes } from './resources/setup-intent.resource.js';
import { subscriptionRoutes } from './resources/subscription.resource.js';
import { testClockRoutes } from './resources/test-clock.resource.js';
import { installConfiguredEndpoint, webhookEndpointRoutes } from './resources/webhook-endpoint.resource.js';
import { assembleSandbox } from './sandbox.assembly.js';
import type { Sandbox } from './sandbox.context.js';
import {
  SettingsError,
  dangersIn,
  parseOptions,
  type SandboxOptions,
  type SandboxSettings,
} from './sandbox.settings.js';
import { SandboxClock } from './state/sandbox.clock.js';
import { SandboxState } from './state/sandbox.state.js';
import { StateFileWriter, readStateFile } from './state/state.file.js';

const RESOURCES = [
  balanceRoutes,
  chargeRoutes,
  checkoutSessionRoutes,
  customerRoutes,
  disputeRoutes,
  eventRoutes,
  fileRoutes,
  invoiceRoutes,
  paymentIntentRoutes,
  paymentMethodRoutes,
  payoutRoutes,
  portalSessionRoutes,
  priceRoutes,
  productRoutes,
  refundRoutes,
  setupIntentRoutes,
  subscriptionRoutes,
  testClockRoutes,
  webhookEndpointRoutes,
];

const LARGEST_BODY = 256 * 1024;
const LARGEST_UPLOAD = 8 * 1024 * 1024;

/** A sandbox that is up. */
export interface RunningSandbox {
  /** Where it listens, without a slash at the end. */
  url: string;
  /** Finishes what is on its way, writes the state file and lets go of the port. */
  close: () => Promise<void>;
}

/**
 * Starts a sandbox in this process; port 0 takes a free one. `wallClock` (milliseconds since 1970) may be replaced.
 * Throws SettingsError in production, beside a live key, and for wrong options.
 */
export async function startSandbox(
  options: SandboxOptions = {},
  wallClock: () => number = Date.now,
): Promise<RunningSandbox> {
  const dangers = dangersIn();
  if (dangers.length > 0) throw new SettingsError(dangers);
  const settings = parseOptions(options);
  const log = pino({ name: 'stripe-sandbox', level: settings.logLevel });
  const state = new SandboxState(settings.seed ?? randomUUID());
  const clock = openClock(settings, wallClock);
  const writer = openStateFile(settings, state, clock, log);
  let url = '';
  const sandbox = assembleSandbox(settings, state, clock, log, () => settings.publicUrl?.replace(/\/$/, '') ?? url);
  installConfiguredEndpoint(sandbox);
  const server = buildServer(sandbox);
  url = await server.listen({ host: settings.host, port: settings.port });
  sandbox.agenda.runDue();
  sandbox.deliveries.resume();
  log.info({ url, stateFile: settings.stateFile ?? null }, 'stripe sandbox is ready');
  const close = async (): Promise<void> => {
    sandbox.agenda.stop();
    await server.close();
    await sandbox.deliveries.close();
    await writer?.close();
    log.info('stripe sandbox is closed');
  };
  return { url, close };
}

function openClock(settings: SandboxSettings, wallClock: () => number): SandboxClock {
  const start = settings.clockStart;
  return new SandboxClock(wallClock, start === undefined ? 0 : Date.parse(start) - wallClock());
}

/** Takes up the state of an earlier run, where a file is kept. */
function openStateFile(
  settings: SandboxSettings,
  state: SandboxState,
  clock: SandboxClock,
  log: Logger,
): StateFileWriter | undefined {
  if (settings.stateFile === undefined) return undefined;
  const snapshot = readStateFile(settings.stateFile);
  if (snapshot !== undefined) {
    state.restore(snapshot);
    clock.restore(snapshot.clockOffsetMs);
  }
  const writer = new StateFileWriter(
    settings.stateFile,
    () => state.snapshot(clock.offsetMs),
    (error) => {
      log.error({ err: error }, 'the state file could not be written');
    },
  );
  state.onChange(() => {
    writer.schedule();
  });
  return writer;
}

function buildServer(sandbox: Sandbox): FastifyInstance {
  const { log, state, agenda, httpFaults } = sandbox;
  const server = Fastify({
    bodyLimit: LARGEST_BODY,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  const keepText = { parseAs: 'string' } as const;
  server.addContentTypeParser('application/x-www-form-urlencoded', keepText, (_request, body, done) => {
    done(null, body);
  });
  const keepBytes = { parseAs: 'buffer', bodyLimit: LARGEST_UPLOAD } as const;
  server.addContentTypeParser('multipart/form-data', keepBytes, async (request: FastifyRequest, body: Buffer) =>
    encodeMultipart(body, request.headers['content-type'] ?? ''),
  );
  server.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?', 1)[0];
    const requestId = reply.getHeader('Request-Id');
    log.info({ requestId, method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
  });
  server.setNotFoundHandler((request, reply) => {
    startAnswer(reply, state);
    const path = request.url.split('?', 1)[0];
    const message = `Unrecognized request URL (${request.method}: ${path}). Please see https://stripe.com/docs.`;
    return reply.code(404).send(JSON.stringify({ error: { type: 'invalid_request_error', message } }));
  });
  server.setErrorHandler((error, _request, reply) => {
    const requestId = String(reply.getHeader('Request-Id') ?? startAnswer(reply, state));
    const answer = faultAnswer(asFault(error), log, requestId);
    return reply.code(answer.status).send(answer.body);
  });
  for (const path of ['/healthz', '/health/ready']) server.get(path, () => ({ status: 'ok' }));
  const idempotency = new IdempotencyKeys(state, sandbox.clock);
  const router = new ApiRouter(server, {
    state,
    agenda,
    expansion: new Expansion(state),
    idempotency,
    faults: httpFaults,
    log,
  });
  for (const addRoutes of RESOURCES) addRoutes(router, sandbox);
  void server.register((pages, _options, done) => {
    hostedPageRoutes(pages, sandbox);
    done();
  });
  void server.register(
    (control, _options, done) => {
      controlPlaneRoutes(control, sandbox);
      done();
    },
    { prefix: '/_sandbox' },
  );
  return server;
}

/** What Fastify itself refuses (too large, not a form) is the caller's mistake and says so in Stripe's way. */
function asFault(error: unknown): unknown {
  const status = (error as { statusCode?: unknown }).statusCode;
  const isRefusal = error instanceof Error && typeof status === 'number' && status < 500;
  return isRefusal && !(error instanceof StripeFault) ? invalidRequest(`Invalid request: ${error.message}`) : error;
}

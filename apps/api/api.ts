import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Lifecycle, Logger, Metrics, Queues, withTrace, type Settings } from '#platform';
import { ApiModule } from './api.module.js';
import { SessionGate } from './http/session-gate.js';
import { LiveStreams } from './live/live-streams.js';
import { serveQueueDashboard } from './operations/queue-dashboard.js';
import { PageCache } from './pages/page-cache.js';
import { PageRenderer } from './pages/page-renderer.js';
import { servePages } from './pages/page-routes.js';

export interface RunningApi {
  url: string;
  app: NestFastifyApplication;
  /** Readiness fails, requests under way finish, then everything is let go. */
  close(): Promise<void>;
}

const BODY_LIMIT = 6 * 1024 * 1024;
const LET_GO_MS = 100;
const REQUEST_ID = /^[\w-]{8,64}$/;

/** Makes the api without listening; also for tests and for printing the schema. */
export async function createApi(settings: Settings): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // Only behind a proxy of our own may a header say who the client is; limits are counted by it.
    // Proxies are on private networks: of a list of addresses, the last one that is not private was added by them; what
    // stands before it is what the client claims.
    trustProxy: settings.trustProxy ? ['loopback', 'linklocal', 'uniquelocal'] : false,
    genReqId: (request: { headers: Record<string, string | string[] | undefined> }) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(settings), adapter, {
    logger: false,
    abortOnError: false,
    rawBody: true,
  });
  app.useBodyParser(/^image\//, { bodyLimit: BODY_LIMIT });
  app.useBodyParser('application/octet-stream', { bodyLimit: BODY_LIMIT });
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(fastifyCookie);
  await fastify.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: settings.publicUrl.startsWith('https://') ? [] : null,
      },
    },
    hsts: settings.publicUrl.startsWith('https://'),
  });
  followRequests(fastify, app.get(Logger), app.get(Metrics));
  await app.init();
  await serveQueueDashboard(fastify, app.get(Queues), app.get(SessionGate), app.get(Logger));
  app.get(LiveStreams).register(fastify);
  await servePages(fastify, app.get(PageCache), app.get(PageRenderer));
  return app;
}

/** Starts the api with these settings. */
export async function startApi(settings: Settings): Promise<RunningApi> {
  const app = await createApi(settings);
  const letSparesGo = watchSpares(app.getHttpServer());
  await app.listen(settings.port, settings.host);
  const url = await app.getUrl();
  app.get(Logger).info({ url }, 'api ready');
  return {
    url,
    app,
    close: async () => {
      app.get(Lifecycle).stopping = true;
      // A browser keeps its connection after the answer it waited for; nobody waits for that one to end by itself.
      const server = app.getHttpServer();
      const letGo = setInterval(() => {
        server.closeIdleConnections();
        letSparesGo();
      }, LET_GO_MS);
      await app.close().finally(() => clearInterval(letGo));
    },
  };
}

/**
 * Connections that browsers open in advance and have asked nothing on yet; Node does not count them as idle.
 * @returns what closes them
 */
function watchSpares(server: Server): () => void {
  const spares = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    spares.add(socket);
    socket.once('close', () => spares.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => spares.delete(socket));
  return () => {
    for (const socket of spares) socket.destroy();
  };
}

/** Every request under a trace of its own, one log line each, counted and timed. */
function followRequests(fastify: FastifyInstance, logger: Logger, metrics: Metrics): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    withTrace({ requestId: request.id }, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    metrics.requestSeconds.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    logger.debug({ method, route, status: reply.statusCode, ms: Math.ceil(reply.elapsedTime) }, 'request answered');
    done();
  });
}

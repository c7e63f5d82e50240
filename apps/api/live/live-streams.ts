import { Readable } from 'node:stream';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type ExecutionResult,
} from 'graphql';
import { createHandler, type Handler, type OperationArgs, type Request, type RequestParams } from 'graphql-sse';
import { RequestError } from '#kernel';
import { Logger, Metrics, Settings } from '#platform';
import { ContextFactory } from '../graphql/context.factory.js';
import type { GraphContext } from '../graphql/context.js';
import { formatGraphError } from '../graphql/errors.js';
import { OPERATION_LIMITS, operationRules } from '../graphql/operation-limits.js';
import { localeOf, type Locale } from '../messages/messages.js';
import { LiveAnswers } from './live-answers.js';
import { LiveConnection } from './live-connection.js';

/** Where streams are opened. */
export const LIVE_PATH = '/graphql/stream';
/** Of one process: each costs a socket and little else, and whoever is refused asks again from time to time. */
const MAX_STREAMS = 5_000;
/** A stream is ended after so long; its reader opens another, and who they are is looked at anew. */
const MAX_AGE_MS = 30 * 60_000;

interface Place {
  reply: FastifyReply;
  locale: Locale;
  connection: LiveConnection;
}
/** GraphContext as graphql-sse's types want a context. */
type Context = GraphContext & Record<PropertyKey, unknown>;

/**
 * Subscriptions over Server-Sent Events (graphql-sse, distinct connections): an answer that goes on. Plain HTTP, so it
 * passes every proxy a page passes, and whoever cannot have it asks again as before.
 */
@Injectable()
export class LiveStreams implements OnModuleDestroy {
  private readonly open = new Set<LiveConnection>();
  private readonly byAddress = new Map<string, number>();
  private stopping = false;
  private readonly handle: Handler<FastifyRequest, Place>;

  constructor(
    @Inject(GraphQLSchemaHost) private readonly schemaHost: GraphQLSchemaHost,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(LiveAnswers) private readonly answers: LiveAnswers,
    @Inject(Settings) private readonly settings: Settings,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    const rules = [...specifiedRules, ...operationRules(settings.production)];
    const connections = new WeakMap<object, LiveConnection>();
    this.handle = createHandler<FastifyRequest, Place, Context>({
      // One stream a subscription: nothing has to be remembered between requests, so any process may answer.
      authenticate: () => null,
      validate: (schema, document) => validate(schema, document, rules).map(asCallersFault),
      onSubscribe: async (request, params) => {
        const operation = await this.operationOf(request, params);
        if ('contextValue' in operation) connections.set(operation.contextValue, request.context.connection);
        return operation;
      },
      subscribe: (operation) => {
        const connection = connections.get(operation.contextValue);
        if (!connection) throw new Error('an operation without its connection');
        return this.answers.subscribe(operation, connection);
      },
      onNext: (_, { context }, result) => this.spoken(result as ExecutionResult, context.locale),
    });
  }

  register(fastify: FastifyInstance): void {
    fastify.post(LIVE_PATH, (request, reply) => this.answer(request, reply));
  }

  /** A process that stops lets go of its readers; they open a stream somewhere else. */
  onModuleDestroy(): void {
    this.stopping = true;
    for (const connection of this.open) connection.close();
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (request.headers.accept !== 'text/event-stream') return reply.status(406).send();
    const address = request.ip;
    const refusal = this.refusal(address);
    if (refusal !== null) return reply.status(refusal).header('retry-after', '30').send();
    const connection = this.opened(address, reply);
    const [body, { status, headers }] = await this.handle({
      method: request.method,
      url: request.url,
      headers: { get: (name) => headerOf(request, name) },
      body: () => request.body as Record<string, unknown>,
      raw: request,
      context: { reply, connection, locale: localeOf(request.headers['accept-language']) },
    });
    if (body === null || typeof body === 'string') {
      connection.close();
      return reply
        .status(status)
        .headers(headers ?? {})
        .send(body);
    }
    return reply.status(status).headers(STREAM_HEADERS).send(Readable.from(body));
  }

  /** The status with which one stream more is refused, or null. */
  private refusal(address: string): 429 | 503 | null {
    if (this.stopping || this.open.size >= MAX_STREAMS) return 503;
    const opened = this.byAddress.get(address) ?? 0;
    return opened >= this.settings.streamsPerAddress ? 429 : null;
  }

  private opened(address: string, reply: FastifyReply): LiveConnection {
    const connection = new LiveConnection(reply.raw);
    this.open.add(connection);
    this.byAddress.set(address, (this.byAddress.get(address) ?? 0) + 1);
    this.metrics.liveStreams.set(this.open.size);
    const timer = setTimeout(() => connection.close(), MAX_AGE_MS);
    connection.onClose(() => {
      clearTimeout(timer);
      this.open.delete(connection);
      const left = (this.byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.byAddress.set(address, left);
      else this.byAddress.delete(address);
      this.metrics.liveStreams.set(this.open.size);
    });
    return connection;
  }

  /** What is to be run, or why it is not. */
  private async operationOf(
    { raw, context: { reply } }: Request<FastifyRequest, Place>,
    { query, variables, operationName }: RequestParams,
  ): Promise<OperationArgs<Context> | ExecutionResult> {
    const contextValue = (await this.contexts.forRequest(raw, reply)) as Context;
    try {
      const document = parse(query, { maxTokens: OPERATION_LIMITS.tokens });
      const operation = getOperationAST(document, operationName);
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION)
        throw new RequestError('BAD_INPUT', 'operation_malformed');
      const { schema } = this.schemaHost;
      return { schema, document, operationName, variableValues: variables, contextValue };
    } catch (error) {
      const failure =
        error instanceof GraphQLError
          ? asCallersFault(error)
          : new GraphQLError('', { originalError: error instanceof Error ? error : undefined });
      return { data: null, errors: [failure] };
    }
  }

  /** Faults as every other answer tells them: a code and a sentence in the visitor's language. */
  private spoken(result: ExecutionResult, locale: Locale): ExecutionResult {
    if (!result.errors) return result;
    const errors = result.errors.map((error) => {
      // Told already, or by a library that knows no codes.
      if (!(error instanceof GraphQLError)) return error;
      const fault = error.originalError === undefined ? asCallersFault(error) : error;
      fault.extensions['locale'] = locale;
      return formatGraphError(fault.toJSON(), fault, this.logger) as GraphQLError;
    });
    return { ...result, errors };
  }
}

/** Nothing in between may keep, gather or press a stream. */
const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** graphql-js's complaints about an operation carry no code of their own. */
function asCallersFault(error: GraphQLError): GraphQLError {
  error.extensions['code'] ??= 'BAD_USER_INPUT';
  return error;
}

function headerOf({ headers }: FastifyRequest, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : null;
}

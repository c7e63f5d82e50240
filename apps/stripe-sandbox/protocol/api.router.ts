import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { HttpFault, HttpFaults } from '../control-plane/http.faults.js';
import type { Agenda } from '../state/agenda.js';
import type { SandboxState } from '../state/sandbox.state.js';
import { checkApiKey } from './api-key.check.js';
import { API_VERSION, checkApiVersion } from './api.version.js';
import type { Expansion } from './expansion.js';
import { decodeForm, type FormBranch } from './form.decoding.js';
import { listOf, required, text } from './form.reader.js';
import type { Claim, IdempotencyKeys } from './idempotency.js';
import { StripeFault, invalidRequest } from './stripe.fault.js';

/** What a handler gets: the form without `expand`, the ids in the path, and who is asking. */
export interface ApiCall {
  form: FormBranch;
  id: string;
  origin: { id: string; idempotencyKey: string | null };
}
/** Answers with the object to send, synchronously: between its first and last step nothing else can happen. */
export type ApiHandler = (call: ApiCall) => object;

interface Answer {
  status: number;
  body: string;
  /** The handler did its work, whatever came after it. */
  done: boolean;
}

export interface RouterParts {
  state: SandboxState;
  agenda: Agenda;
  expansion: Expansion;
  idempotency: IdempotencyKeys;
  faults: HttpFaults;
  log: Logger;
}

const readExpand = listOf(required(text({ max: 200 })), { max: 20 });

/**
 * Stripe's protocol around every handler: key, version, idempotency, faults, expansion, and the error envelope.
 * Handlers know nothing of HTTP.
 */
export class ApiRouter {
  constructor(
    private readonly server: FastifyInstance,
    private readonly parts: RouterParts,
  ) {}

  get(path: string, handler: ApiHandler): void {
    this.route('GET', path, handler);
  }

  post(path: string, handler: ApiHandler): void {
    this.route('POST', path, handler);
  }

  delete(path: string, handler: ApiHandler): void {
    this.route('DELETE', path, handler);
  }

  private route(method: 'GET' | 'POST' | 'DELETE', path: string, handler: ApiHandler): void {
    this.server.route({ method, url: path, handler: (request, reply) => this.serve(request, reply, handler) });
  }

  private async serve(request: FastifyRequest, reply: FastifyReply, handler: ApiHandler): Promise<FastifyReply> {
    const requestId = startAnswer(reply, this.parts.state);
    checkApiKey(request.headers.authorization);
    checkApiVersion(single(request.headers['stripe-version']));
    const path = request.url.split('?', 1)[0] ?? '';
    const fault = this.parts.faults.take(request.method, path);
    refuseByFault(fault);
    const body = typeof request.body === 'string' ? request.body : '';
    const key = request.method === 'POST' ? single(request.headers['idempotency-key']) : undefined;
    let claim: Claim | undefined;
    if (key !== undefined) {
      void reply.header('Idempotency-Key', key);
      const begun = this.parts.idempotency.begin(key, request.method, path, body);
      if ('kept' in begun) {
        return fault?.kind === 'cut_connection' ? cutConnection(request, reply) : replay(reply, begun.kept);
      }
      claim = begun.claim;
    }
    if (fault?.kind === 'slow') await wait(fault.delayMs);
    const call = { id: idOf(request), origin: { id: requestId, idempotencyKey: key ?? null } };
    const readBody = formOf(request, body);
    const versioned = request.headers['stripe-version'] !== undefined;
    const answer = this.answer(call, versioned ? readBody : () => inOldWords(readBody()), handler, fault);
    if (request.method !== 'GET') this.parts.state.changed();
    this.keep(claim, requestId, answer);
    if (fault?.kind === 'cut_connection') return cutConnection(request, reply);
    return reply.code(answer.status).send(answer.body);
  }

  private answer(
    call: Omit<ApiCall, 'form'>,
    readBody: () => FormBranch,
    handler: ApiHandler,
    fault: HttpFault | undefined,
  ): Answer {
    let done = false;
    try {
      if (fault?.kind === 'server_error' && !fault.commit) throw serverError();
      const { expand, ...form } = readBody();
      const paths = readExpand(expand, 'expand') ?? [];
      const object = handler({ ...call, form });
      done = true;
      this.parts.agenda.runDue();
      if (fault?.kind === 'server_error') throw serverError();
      return { status: 200, body: JSON.stringify(this.parts.expansion.expand(object, paths)), done };
    } catch (error) {
      return { ...faultAnswer(error, this.parts.log, call.origin.id), done };
    }
  }

  /** Only what began is kept: a request refused for its parameters may be corrected and sent under the same key. */
  private keep(claim: Claim | undefined, requestId: string, answer: Answer): void {
    if (claim === undefined) return;
    const { status, body, done } = answer;
    const began = done || status === 402 || status >= 500;
    if (began) this.parts.idempotency.keep(claim, { requestId, status, body });
    else this.parts.idempotency.release(claim);
  }
}

/** Puts the headers of every API answer in place; answers the request's id. */
export function startAnswer(reply: FastifyReply, state: SandboxState): string {
  const requestId = state.requestIds.requestId();
  void reply.headers({
    'Content-Type': 'application/json; charset=utf-8',
    'Request-Id': requestId,
    'Stripe-Version': API_VERSION,
    'Cache-Control': 'no-store',
  });
  return requestId;
}

/** The status and the envelope of whatever went wrong; our own mistakes are logged and become Stripe's 500. */
export function faultAnswer(error: unknown, log: Logger, requestId: string): Omit<Answer, 'done'> {
  const fault = error instanceof StripeFault ? error : serverError();
  if (!(error instanceof StripeFault)) log.error({ err: error, requestId }, 'the sandbox itself failed');
  return { status: fault.status, body: JSON.stringify({ error: fault.body }) };
}

function serverError(): StripeFault {
  const message = 'An unknown error occurred';
  return new StripeFault(500, { type: 'api_error', message });
}

function refuseByFault(fault: HttpFault | undefined): void {
  if (fault?.kind === 'rate_limit') {
    const message = 'Request rate limit exceeded.';
    throw new StripeFault(429, { type: 'invalid_request_error', code: 'rate_limit', message });
  }
  if (fault?.kind === 'conflict') {
    const message =
      'This object cannot be accessed right now because another API request or Stripe process is currently accessing it.';
    throw new StripeFault(409, { type: 'invalid_request_error', code: 'lock_timeout', message });
  }
}

/** The worst of all faults: the work is done, and nobody is told. */
function cutConnection(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

function replay(reply: FastifyReply, kept: { requestId: string; status: number; body: string }): FastifyReply {
  void reply.headers({ 'Idempotent-Replayed': 'true', 'Original-Request': kept.requestId });
  return reply.code(kept.status).send(kept.body);
}

function formOf(request: FastifyRequest, body: string): () => FormBranch {
  if (request.method === 'POST' && body !== '') return () => decodeForm(body);
  return () => decodeForm(request.url.split('?', 2)[1] ?? '');
}

/** A caller that names no version speaks the account's older one, which still says `payment_method_types`. */
function inOldWords({ payment_method_types: types, ...form }: FormBranch): FormBranch {
  return types === undefined ? form : { ...form, allowed_payment_method_types: types };
}

function idOf(request: FastifyRequest): string {
  const parameters = request.params as { id?: string };
  return parameters.id ?? '';
}

function single(header: string | string[] | undefined): string | undefined {
  if (Array.isArray(header)) throw invalidRequest('A header that may be given once was given several times');
  return header;
}

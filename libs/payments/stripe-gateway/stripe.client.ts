import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible';
import Stripe from 'stripe';
import type { Settings } from '#platform';
import { GatewayRefused, GatewayUnavailable } from '../payment-gateway.js';

/** Pinned: the types, the sandbox and the webhook endpoint speak this version. */
export const API_VERSION = '2026-10-28.endive';
const TIMEOUT_MS = 10_000;
/** After so many failures in a row nobody is made to wait for the next one. */
const BREAK_AFTER = 5;
/** Then one call tries again after so long. */
const REST_MS = 10_000;
/** A call that waits longer than this for its turn is not made. */
const PATIENCE_SECONDS = 20;

/**
 * Every call to the provider goes through here: in its turn (a limit of calls a second), through a breaker (a provider
 * that is down is not asked again and again while givers wait), and with errors told apart: could not be asked, or
 * said no.
 */
export class StripeClient {
  readonly sdk: Stripe;
  private readonly turns: RateLimiterQueue;
  private readonly breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: REST_MS,
    breaker: new ConsecutiveBreaker(BREAK_AFTER),
  });

  constructor({ secretKey, apiBase, requestsPerSecond }: Settings['stripe']) {
    const base = apiBase ? new URL(apiBase) : null;
    this.sdk = new Stripe(secretKey, {
      apiVersion: API_VERSION,
      timeout: TIMEOUT_MS,
      maxNetworkRetries: 2,
      telemetry: false,
      ...(base
        ? { host: base.hostname, port: base.port, protocol: base.protocol === 'https:' ? 'https' : 'http' }
        : {}),
    });
    this.turns = new RateLimiterQueue(new RateLimiterMemory({ points: requestsPerSecond, duration: 1 }));
  }

  /** Makes one call. @throws GatewayUnavailable, GatewayRefused */
  async ask<T>(call: (sdk: Stripe) => Promise<T>): Promise<T> {
    try {
      await this.turns.removeTokens(1, 'stripe', Math.ceil(Date.now() / 1000) + PATIENCE_SECONDS);
      return await this.breaker.execute(() => call(this.sdk));
    } catch (error) {
      throw translated(error);
    }
  }

  /** Walks a list page by page, each page in its turn. */
  async *pages<T extends { id: string }>(
    fetchPage: (
      sdk: Stripe,
      after: { starting_after?: string; limit: number },
    ) => Promise<{ data: T[]; has_more: boolean }>,
  ): AsyncGenerator<T> {
    let last: string | undefined;
    for (;;) {
      const after = { limit: 100, ...(last === undefined ? {} : { starting_after: last }) };
      const page = await this.ask((sdk) => fetchPage(sdk, after));
      yield* page.data;
      last = page.data.at(-1)?.id;
      if (!page.has_more || last === undefined) return;
    }
  }
}

/** The provider itself is in trouble or out of reach; a busy key or a call too many is not that. */
function isOutage(error: Error): boolean {
  return error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError;
}

function translated(error: unknown): unknown {
  if (error instanceof BrokenCircuitError) {
    return new GatewayUnavailable('the provider has been failing; it is left alone for a moment', { cause: error });
  }
  if (!(error instanceof Stripe.errors.StripeError)) {
    return error instanceof Error && error.name === 'RateLimiterQueueError'
      ? new GatewayUnavailable('too many calls wait for their turn', { cause: error })
      : error;
  }
  const { statusCode = 0, message } = error;
  // 409: the same key is under way in a parallel request. 429: too many calls.
  if (isOutage(error) || error instanceof Stripe.errors.StripeRateLimitError || statusCode === 409) {
    return new GatewayUnavailable(message, { cause: error, keySpent: statusCode >= 500 });
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    return new GatewayRefused(error.code ?? error.type, error);
  }
  return error;
}

import Stripe from 'stripe';
import { startSandbox, type RunningSandbox } from '../sandbox.server.js';
import type { SandboxOptions } from '../sandbox.settings.js';
import { ContractValidator } from './contract.validator.js';
import { WebhookReceiver } from './webhook.receiver.js';

export const TEST_KEY = 'sk_test_sandboxfixture';
export const WEBHOOK_SECRET = 'whsec_sandboxfixture';

/**
 * A running sandbox on a free port, the official SDK that speaks to it, and an endpoint that hears its events.
 * Every answer and every event is checked against the SDK's types on its way; `contractFaults` gathers what was wrong.
 */
export class SandboxFixture {
  readonly contractFaults: string[] = [];

  private constructor(
    private readonly validator: ContractValidator,
    readonly sandbox: RunningSandbox,
    readonly receiver: WebhookReceiver,
  ) {}

  static async start(options: SandboxOptions = {}, wallClock?: () => number): Promise<SandboxFixture> {
    const validator = await ContractValidator.load();
    const receiver = await WebhookReceiver.listen();
    const heard = { webhookUrl: receiver.url, webhookSecret: WEBHOOK_SECRET, webhookRetryBaseMs: 20 };
    const settings = { port: 0, seed: 'fixture', logLevel: 'silent', ...heard, ...options } as const;
    const fixture = new SandboxFixture(validator, await startSandbox(settings, wallClock), receiver);
    receiver.onEvent((event) => fixture.check(event));
    return fixture;
  }

  get url(): string {
    return this.sandbox.url;
  }

  /** The official SDK, pointed at the sandbox. */
  client(config: Partial<ConstructorParameters<typeof Stripe>[1]> = {}, key = TEST_KEY): Stripe {
    const { hostname, port } = new URL(this.url);
    return new Stripe(key, {
      host: hostname,
      port: Number.parseInt(port, 10),
      protocol: 'http',
      apiVersion: '2026-10-28.endive',
      maxNetworkRetries: 0,
      telemetry: false,
      httpClient: this.checkedHttpClient(),
      ...config,
    });
  }

  /** Calls the control plane; answers its JSON. Throws on an error. */
  async control<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/_sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as T;
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  }

  /** Waits until the webhooks on their way have arrived, then answers the types in the order of their arrival. */
  async heardTypes(): Promise<string[]> {
    await this.control('POST', '/flush', {});
    return this.receiver.events.map((event) => event.type);
  }

  async stop(): Promise<void> {
    await this.sandbox.close();
    await this.receiver.close();
  }

  /** The SDK's own HTTP client; each good answer is checked as it came, before the SDK reads anything into it. */
  private checkedHttpClient(): ReturnType<typeof Stripe.createNodeHttpClient> {
    const client = Stripe.createNodeHttpClient();
    const makeRequest = client.makeRequest.bind(client);
    client.makeRequest = async (...request) => {
      const response = await makeRequest(...request);
      const readJson = response.toJSON.bind(response);
      response.toJSON = async () => {
        const body: unknown = await readJson();
        if (response.getStatusCode() < 400) this.check(body);
        return body;
      };
      return response;
    };
    return client;
  }

  private check(answer: unknown): void {
    if ((answer as { deleted?: boolean }).deleted === true) return;
    this.contractFaults.push(...this.validator.faultsOf(answer));
  }
}

/** The form of a gift's checkout session, as the product makes it. */
export function giftSession(
  fen: number,
  change: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    allowed_payment_method_types: ['card'],
    client_reference_id: 'plg_sample',
    line_items: [
      { price_data: { currency: 'cny', unit_amount: fen, product_data: { name: '关爱困境母亲' } }, quantity: 1 },
    ],
    payment_intent_data: { metadata: { pledge: 'plg_sample' }, description: '一起捐 · 益阳' },
    success_url: 'https://donor.example/return?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://donor.example/campaign',
    ...change,
  };
}

/** The error a promise ends with, as Stripe's; throws when it does not end with one. */
export async function stripeError(promise: Promise<unknown>): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('the call was expected to fail');
}

/** The id behind a reference, whether it was expanded or not; throws where there is none. */
export function idOf(reference: string | { id: string } | null | undefined): string {
  if (typeof reference === 'string') return reference;
  if (reference?.id !== undefined) return reference.id;
  throw new Error('there is nothing that this refers to');
}

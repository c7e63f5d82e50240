import type Stripe from 'stripe';
import { invariant } from '#kernel';
import type { EnsuredWebhook, WebhookStatus } from '../payment-gateway.types.js';
import { API_VERSION, type StripeClient } from './stripe.client.js';
import { WEBHOOK_EVENTS } from './stripe.notifications.js';

const EVERYTHING = '*';
const DESCRIPTION = 'yiqijuan';

/**
 * The endpoint at Stripe that sends to us, made and compared by code: with the pinned version and exactly the events
 * we act on. A person's slip in the dashboard would otherwise show as payments nobody hears of.
 */
export class StripeWebhookEndpoints {
  constructor(
    private readonly client: StripeClient,
    /** The sandbox sends everything to the endpoint of its own settings, by whichever name it reaches us. */
    private readonly sandbox: boolean,
  ) {}

  async describe(url: string): Promise<WebhookStatus> {
    const [endpoint, ...twins] = await this.find(url);
    const sent = endpoint?.enabled_events ?? [];
    const everything = this.sandbox && sent.includes(EVERYTHING);
    return {
      endpointId: endpoint?.id ?? null,
      apiVersion: endpoint?.api_version ?? null,
      wantedVersion: API_VERSION,
      missing: sent.includes(EVERYTHING) ? [] : WEBHOOK_EVENTS.filter((type) => !sent.includes(type)),
      superfluous: everything ? [] : sent.filter((type) => !(WEBHOOK_EVENTS as readonly string[]).includes(type)),
      twins: twins.map(({ id }) => id),
    };
  }

  async ensure(url: string, retireTwins: boolean): Promise<EnsuredWebhook> {
    const [known] = await this.find(url);
    const status = await this.describe(url);
    const events = [...WEBHOOK_EVENTS];
    // The version of an endpoint cannot be changed: another takes its place.
    if (!known || known.api_version !== API_VERSION) {
      const created = await this.client.ask((sdk) =>
        sdk.webhookEndpoints.create({
          url,
          enabled_events: events,
          api_version: API_VERSION,
          description: DESCRIPTION,
        }),
      );
      invariant(created.secret, 'a new endpoint tells its secret');
      const retired = await this.retire(url, created.id, retireTwins);
      return { endpointId: created.id, done: 'created', secret: created.secret, retired };
    }
    const exact = status.missing.length === 0 && status.superfluous.length === 0;
    if (!exact) await this.client.ask((sdk) => sdk.webhookEndpoints.update(known.id, { enabled_events: events }));
    const retired = await this.retire(url, known.id, retireTwins);
    return { endpointId: known.id, done: exact ? 'unchanged' : 'updated', secret: null, retired };
  }

  private async retire(url: string, keep: string, wanted: boolean): Promise<string[]> {
    if (!wanted) return [];
    const twins = (await this.find(url)).filter(({ id }) => id !== keep);
    for (const { id } of twins) await this.client.ask((sdk) => sdk.webhookEndpoints.update(id, { disabled: true }));
    return twins.map(({ id }) => id);
  }

  /** Those that send to this address, the pinned version first, then the newest. */
  private async find(url: string): Promise<Stripe.WebhookEndpoint[]> {
    const found: Stripe.WebhookEndpoint[] = [];
    for await (const endpoint of this.client.pages((sdk, after) => sdk.webhookEndpoints.list(after))) {
      if (endpoint.status === 'enabled' && this.sendsTo(endpoint.url, url)) found.push(endpoint);
    }
    const pinned = ({ api_version: version }: Stripe.WebhookEndpoint): number => (version === API_VERSION ? 0 : 1);
    return found.sort((a, b) => pinned(a) - pinned(b) || b.created - a.created);
  }

  private sendsTo(one: string, other: string): boolean {
    return this.sandbox ? new URL(one).pathname === new URL(other).pathname : one === other;
  }
}

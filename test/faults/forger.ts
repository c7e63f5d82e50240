import Stripe from 'stripe';
import type { SeededRandom } from '../../apps/stripe-sandbox/state/seeded.random.js';
import type { Installation } from '../support/installation.js';
import type { FaultKind } from './fault-schedule.js';

type Forgery = Extract<FaultKind, `notification ${string}`>;

/** Beyond what a clock may differ. */
const OUT_OF_TIME_SECONDS = 3_600;
const NOTHING_HEARD = { object: 'event', type: 'payment_intent.succeeded', data: { object: { id: 'pi_forged' } } };

/** Sends notifications nobody should believe: copies of true ones under ids of their own. */
export class Forger {
  private sent = 0;

  constructor(
    private readonly installation: Installation,
    private readonly random: SeededRandom,
  ) {}

  /** @throws Error when the api takes it */
  async send(kind: Forgery): Promise<void> {
    const [heard] = await this.installation.rows<{ payload: object }>(
      'SELECT payload FROM webhook_event ORDER BY id OFFSET $1 % greatest((SELECT count(*) FROM webhook_event), 1) LIMIT 1',
      [this.random.below(1_000)],
    );
    const payload = JSON.stringify({ ...(heard?.payload ?? NOTHING_HEARD), id: `evt_forged_${++this.sent}` });
    const now = Math.floor(Date.now() / 1000);
    const signed = (body: string, secret: string, timestamp: number): string =>
      Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
    const { webhookSecret } = this.installation;
    const position = this.random.below(payload.length - 1);
    const changed = `${payload.slice(0, position)}${payload[position] === 'x' ? 'y' : 'x'}${payload.slice(position + 1)}`;
    const letters: Record<Forgery, [body: string, signature: string]> = {
      'notification forged': [payload, signed(payload, 'whsec_of_somebody_else', now)],
      'notification from the future': [payload, signed(payload, webhookSecret, now + OUT_OF_TIME_SECONDS)],
      'notification stale': [payload, signed(payload, webhookSecret, now - OUT_OF_TIME_SECONDS)],
      'notification changed on its way': [changed, signed(payload, webhookSecret, now)],
    };
    const [body, signature] = letters[kind];
    const status = await this.post(body, signature);
    if (status !== null && status < 400) throw new Error(`the api took a notification that was a ${kind}: ${status}`);
  }

  private async post(body: string, signature: string): Promise<number | null> {
    try {
      const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
      const response = await fetch(`${this.installation.url}/webhooks/stripe`, { method: 'POST', headers, body });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null; // The api was killed this very moment: it took nothing.
    }
  }
}

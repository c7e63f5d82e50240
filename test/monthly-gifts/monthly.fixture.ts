import Stripe from 'stripe';
import { payOnPage } from '../../apps/visitor/gift.js';
import { startSandbox, type RunningSandbox } from '../../apps/stripe-sandbox/sandbox.server.js';
import { FixedClock, invariant, startOfDay, SystemIds } from '#kernel';
import {
  MonthlyGiftCards,
  MonthlyGiftCharges,
  monthlyGiftChecks,
  MonthlyGiftRenewals,
  MonthlyGiftsModule,
  MonthlyGiftsRepository,
  MonthlyGiftsService,
  type MonthlyGift,
} from '#monthly-gifts';
import { IdentityModule } from '#identity';
import { OrganizationsModule } from '#organizations';
import { PaymentsRepository, SettlementService } from '#payments';
import { Outbox, type Topic } from '#platform';
import { openProgramme } from '../support/rules.js';
import { openServices, type Services } from '../support/services.js';

const CAMPAIGN = 'cmp_all';
const ACTOR = 'giver-hash-for-tests';
export const GOOD = '4242424242424242';
/** Is kept without trouble, and declined whenever it is charged later. */
export const DECLINED_LATER = '4000000000000341';

/** The real services on a database of their own, the sandbox beside them, and one clock for both. */
export class MonthlyWorld {
  private readonly ids = new SystemIds();

  private constructor(
    readonly services: Services,
    readonly sandbox: RunningSandbox,
    readonly clock: FixedClock,
    readonly stripe: Stripe,
  ) {}

  static async open(day: string): Promise<MonthlyWorld> {
    const clock = new FixedClock(noonOf(day));
    const sandbox = await startSandbox({ port: 0, seed: 'monthly', logLevel: 'silent' }, () => clock.now().getTime());
    const settings = { STRIPE_API_BASE: sandbox.url };
    const services = await openServices(
      [MonthlyGiftsModule, IdentityModule, OrganizationsModule],
      settings,
      monthlyGiftChecks,
      clock,
    );
    await openProgramme(services);
    await services.asOwner(
      `UPDATE campaign SET state = 'LIVE', starts_at = '2026-01-01', ends_at = '2028-06-30' WHERE id = $1`,
      [CAMPAIGN],
    );
    const { hostname, port } = new URL(sandbox.url);
    const stripe = new Stripe(services.settings.stripe.secretKey, { host: hostname, port, protocol: 'http' });
    return new MonthlyWorld(services, sandbox, clock, stripe);
  }

  get service(): MonthlyGiftsService {
    return this.services.get(MonthlyGiftsService);
  }

  get charges(): MonthlyGiftCharges {
    return this.services.get(MonthlyGiftCharges);
  }

  async close(): Promise<void> {
    await this.services.close();
    await this.sandbox.close();
  }

  /** It is noon of this day in China from now on. */
  setDay(day: string): void {
    this.clock.set(noonOf(day));
  }

  sweep(): Promise<number> {
    return this.services.get(MonthlyGiftRenewals).sweep();
  }

  /** A monthly gift whose first gift was paid today. */
  async begun(day: number, card = GOOD): Promise<MonthlyGift> {
    const id = this.ids.next('monthlyGift');
    const first = {
      id: this.ids.next('pledge'),
      campaignId: CAMPAIGN,
      teamId: null,
      amount: 6600n,
      designation: 'PROVINCE_POOL' as const,
      regionCode: null,
      displayName: null,
      message: null,
      email: 'monthly.donor@example.org',
      payerName: '示例月捐人',
      planAcknowledged: true,
      locale: 'zh-CN',
    };
    const { checkoutUrl } = await this.service.start({ id, day, first }, ACTOR);
    await payOnPage(checkoutUrl ?? '', GOOD);
    const settlement = this.services.get(SettlementService);
    const attempt = await this.services.get(PaymentsRepository).latestAttempt(first.id);
    invariant(attempt, 'a pledge has an attempt');
    const finding = await settlement.inspect(attempt);
    await this.services.database.transaction((tx) => settlement.apply(tx, [finding]));
    await this.work();
    if (card !== GOOD) await this.putIn(id, card);
    return this.gift(id);
  }

  /** Its giver puts another card in and comes back. */
  async putIn(id: string, card: string): Promise<void> {
    const cards = this.services.get(MonthlyGiftCards);
    const { location } = await payOnPage(await cards.openUpdate(await this.gift(id)), card);
    await cards.confirm(new URL(location ?? '').searchParams.get('card') ?? '', id);
    await this.work();
  }

  async gift(id: string): Promise<MonthlyGift> {
    const gift = await this.services.get(MonthlyGiftsRepository).find(id);
    invariant(gift, 'the monthly gift is there');
    return gift;
  }

  /** Its months, oldest first, e.g. `2026-11 PAID`. */
  async months(id: string): Promise<string[]> {
    const charges = await this.services.get(MonthlyGiftsRepository).charges(id);
    return charges.map(({ period, state }) => `${period} ${state}`).reverse();
  }

  /** The work of a topic that waits, by key. */
  async waiting(topic: Topic): Promise<string[]> {
    const { rows } = await this.services.asOwner('SELECT key FROM outbox_message WHERE topic = $1 ORDER BY id', [
      topic,
    ]);
    return rows.map(({ key }) => String(key));
  }

  /** Does what the worker does, until nothing is due. */
  async work(): Promise<void> {
    for (;;) {
      const done =
        (await this.drain('monthly-gifts-charge', async (key, again) => {
          const answer = await this.charges.ask(key, again);
          return (tx) => (answer ? this.charges.apply(tx, answer) : Promise.resolve());
        })) +
        (await this.drain('monthly-gifts-follow', (key) => Promise.resolve((tx) => this.charges.follow(tx, key))));
      if (done === 0) return;
    }
  }

  private async drain(
    topic: Topic,
    prepare: (
      key: string,
      again: boolean,
    ) => Promise<(tx: Parameters<MonthlyGiftCharges['follow']>[0]) => Promise<void>>,
  ): Promise<number> {
    const lease = await this.services.get(Outbox).lease(topic, 50);
    for (const message of lease.messages) {
      const effect = await prepare(message.key, message.attempts > 1).catch(async (error: unknown) => {
        await lease.fail([message], String(error));
        return null;
      });
      if (!effect) continue;
      await this.services.database.transaction(async (tx) => {
        await effect(tx);
        await lease.complete(tx, [message]);
      });
    }
    return lease.messages.length;
  }

  /** Work that failed is due again. */
  async rouse(): Promise<void> {
    await this.services.asOwner('UPDATE outbox_message SET available_at = now() WHERE parked_at IS NULL');
  }

  /** Payments the provider has taken from a giver, its first one included. */
  async taken(gift: MonthlyGift): Promise<number> {
    const intents = await this.stripe.paymentIntents.list({ customer: gift.customerId ?? '', limit: 100 });
    return intents.data.filter(({ status }) => status === 'succeeded').length;
  }

  async letters(id: string): Promise<string[]> {
    const { rows } = await this.services.asOwner(
      `SELECT replace(id, 'mail_' || $1 || '_', '') AS letter FROM mail_message WHERE id LIKE 'mail_' || $1 || '%' ORDER BY created_at, id`,
      [id],
    );
    return rows.map(({ letter }) => String(letter).replace(/\d{13}$/, ''));
  }

  forget(cardId: string): Promise<void> {
    return this.services.get(MonthlyGiftCards).forget(cardId);
  }

  async trouble(faults: object[]): Promise<void> {
    await fetch(`${this.sandbox.url}/_sandbox/http-faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ faults }),
    });
  }
}

const noonOf = (day: string): Date => new Date(startOfDay(day).getTime() + 12 * 3_600_000);

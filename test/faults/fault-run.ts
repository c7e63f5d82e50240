import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import { SeededRandom } from '../../apps/stripe-sandbox/state/seeded.random.js';
import { Installation } from '../support/installation.js';
import { Aftermaths } from './aftermaths.js';
import { planFaults, type FaultKind, type Phase, type Severity } from './fault-schedule.js';
import { readBacklog } from './installation.books.js';
import { Oracle, type Difference } from './oracle.js';
import { patiently } from './patience.js';
import { historyOf } from './payment.history.js';
import { stripeOf } from './provider.account.js';
import { planGifts, type PlannedGift } from './scenario.js';
import { PRELOAD, Striker } from './striker.js';
import { play } from './visitors.js';

/** So long the installation has, once nothing goes wrong any more. */
export const CALM_SECONDS = 120;

export interface FaultRunOptions {
  seed: number;
  /** How many gifts are planned; most of them are paid. */
  payments: number;
  severity: Severity;
  /** Told one line at the end of each phase. */
  tell: (line: string) => void;
}

export interface FaultRunResult {
  seed: number;
  payments: number;
  /** How many the provider took money for. */
  paid: number;
  /** How many went back, and how many a bank asked about. */
  refunds: number;
  disputes: number;
  counts: ReadonlyMap<FaultKind, number>;
  /** Notifications by what became of them at the provider. */
  deliveries: Record<string, number>;
  killedAt: readonly string[];
  /** How long it took, once nothing went wrong any more, until everything was where it belongs. */
  secondsToCalm: number;
}

/** A run that ended otherwise than it must; the message tells how to repeat it and what is known of the first payment. */
export class FaultsFound extends Error {
  override readonly name = 'FaultsFound';
}

/**
 * Gives through the public interfaces while everything goes wrong that may, then lets calm return and compares.
 * @throws FaultsFound
 */
export async function runFaults(options: FaultRunOptions): Promise<FaultRunResult> {
  const installation = await Installation.start({
    env: { TRUST_PROXY: '1' },
    logLevel: 'warn',
    preload: PRELOAD,
  });
  try {
    return await new FaultRun(installation, options).run();
  } finally {
    await installation.close();
  }
}

/** Givers at once; each is a browser of its own. */
const GIVERS = 12;

/** Lines of a log that go into a report. */
const SAID = 12;

class FaultRun {
  private readonly stripe: Stripe;
  private readonly striker: Striker;
  private phase = 'before anything';
  private gifts: PlannedGift[] = [];
  private aftermaths: Aftermaths | undefined;

  constructor(
    private readonly installation: Installation,
    private readonly options: FaultRunOptions,
  ) {
    this.stripe = stripeOf(installation);
    this.striker = new Striker(installation, SeededRandom.fromSeed(`striker ${options.seed}`));
  }

  async run(): Promise<FaultRunResult> {
    const { seed, payments, severity } = this.options;
    try {
      await this.installation.control('POST', '/reset', { seed: String(seed) });
      this.gifts = planGifts(seed, payments, await this.installation.campaign());
      this.aftermaths = await Aftermaths.open(this.installation, this.stripe);
      const waiting = [...this.gifts];
      for (const phase of planFaults(seed, severity)) {
        const share = waiting.splice(0, Math.ceil(payments * phase.share));
        await this.during(phase, share);
      }
      await this.aftermaths.begun();
      await this.aftermaths.decide();
      return await this.calm();
    } catch (error) {
      if (error instanceof FaultsFound) throw error;
      throw new FaultsFound(this.report('the run could not go on'), { cause: error });
    }
  }

  /** Gives and strikes side by side; the phase is over when both are. */
  private async during({ name, webhooks, strikes }: Phase, gifts: readonly PlannedGift[]): Promise<void> {
    const began = performance.now();
    this.phase = name;
    await this.installation.control('PUT', '/webhook-faults', webhooks);
    const pace = new Pace(gifts.length, strikes.length);
    const giving = play({
      installation: this.installation,
      gifts,
      givers: GIVERS,
      closePage: (session) => this.closePage(session),
      onPaid: (gift, session) => this.aftermaths?.begin(gift, session),
      turn: () => pace.gift(),
    });
    const striking = (async () => {
      for (const strike of strikes) {
        await pace.strike();
        await this.striker.strike(strike);
      }
    })();
    await Promise.all([giving, striking]);
    this.tell(`${name}: ${gifts.length} gifts, ${strikes.length} strikes, ${secondsSince(began).toFixed(1)} s`);
  }

  private async calm(): Promise<FaultRunResult> {
    this.phase = 'calm';
    await this.striker.calm();
    const began = performance.now();
    const oracle = new Oracle(this.installation, this.stripe, this.gifts);
    for (;;) {
      // Nothing waiting is not yet everything heard: the provider may still change its mind about a refund, and tell
      // nobody. So the books are compared until they agree, as long as the calm may take.
      const late = secondsSince(began) > CALM_SECONDS;
      const rests = await this.atRest();
      const differences = rests || late ? await oracle.differences() : [];
      if (rests && differences.length === 0) break;
      if (late) await this.fail(differences);
      await sleep(500);
    }
    const secondsToCalm = secondsSince(began);
    this.tell(`calm after ${secondsToCalm.toFixed(1)} s`);
    this.phase = 'old news';
    // What the provider still holds back arrives now, long after everything was settled by other ways.
    await this.installation.control('POST', '/flush', { timeoutMs: 60_000 });
    await this.installation.idle();
    const second = [...(await oracle.differences()), ...(await oracle.ofReconciliation())];
    if (second.length > 0) await this.fail(second);
    const { deliveries } = await this.installation.control<{ deliveries: Record<string, number> }>('GET', '/');
    return {
      seed: this.options.seed,
      payments: this.gifts.length,
      paid: this.gifts.filter(({ pays }) => pays).length,
      refunds: this.gifts.filter(({ aftermath }) => aftermath?.kind === 'refund').length,
      disputes: this.gifts.filter(({ aftermath }) => aftermath?.kind === 'dispute').length,
      counts: this.striker.counts,
      deliveries,
      killedAt: this.striker.killedAt,
      secondsToCalm,
    };
  }

  /** A cheap look: nothing waits, and everything that was paid has its paper. */
  private async atRest(): Promise<boolean> {
    const { outbox, unread } = await readBacklog(this.installation);
    if (outbox.length > 0 || unread > 0) return false;
    const paid = this.gifts.filter(({ pays }) => pays).length;
    return (await this.installation.count('receipt', 'rendered_at IS NOT NULL')) >= paid;
  }

  private async closePage(sessionId: string): Promise<void> {
    await patiently(`close the page ${sessionId}`, async () => {
      const closing = this.stripe.checkout.sessions.expire(sessionId);
      await closing.catch(async (error: unknown) => {
        // Done by a try whose answer was lost.
        if ((await this.stripe.checkout.sessions.retrieve(sessionId)).status !== 'expired') throw error;
      });
    });
  }

  private async fail(differences: readonly Difference[]): Promise<never> {
    const [first] = differences.filter(({ pledgeId }) => pledgeId !== null);
    const list = differences.map(
      ({ sentence, found, pledgeId }) => `- ${sentence}: ${found}${pledgeId ? ` (${pledgeId})` : ''}`,
    );
    const history = first?.pledgeId ? await historyOf(this.installation, this.stripe, first.pledgeId) : '';
    throw new FaultsFound(this.report([...list, history].join('\n')));
  }

  private report(text: string): string {
    const { seed, payments } = this.options;
    return [
      `in the phase «${this.phase}»; to repeat: npm run faults -- --seed ${seed} --payments ${payments}`,
      text,
      ...this.striker.killedAt.map((where) => `  ${where}`),
      ...(['api', 'worker'] as const).flatMap((name) => {
        const { running, output } = this.installation[name];
        const said = output.trim().split('\n').slice(-SAID);
        return [
          `the last the ${name} said (${running ? 'running' : 'dead'}):`,
          ...said.map((line) => `  ${line.slice(0, 400)}`),
        ];
      }),
    ].join('\n');
  }

  private tell(line: string): void {
    this.options.tell(`seed ${this.options.seed}: ${line}`);
  }
}

/** Keeps gifts and strikes side by side, so that every strike meets work and every part of the work is met. */
class Pace {
  private begun = 0;
  private struck = 0;

  constructor(
    private readonly gifts: number,
    private readonly strikes: number,
  ) {}

  /** Resolves when the next gift may begin. */
  async gift(): Promise<void> {
    const number = this.begun++;
    while ((this.struck + 1) * this.gifts < number * this.strikes) await sleep(20);
  }

  /** Resolves when the next strike may fall. */
  async strike(): Promise<void> {
    while (this.begun * this.strikes < this.struck * this.gifts) await sleep(20);
    this.struck++;
  }
}

const secondsSince = (began: number): number => (performance.now() - began) / 1000;

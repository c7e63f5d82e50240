import { setTimeout as sleep } from 'node:timers/promises';
import { SeededRandom } from '../../apps/stripe-sandbox/state/seeded.random.js';
import type { Installation } from '../support/installation.js';
import type { Part } from '../support/part.js';
import type { FaultKind, Kill, Strike } from './fault-schedule.js';
import { Forger } from './forger.js';

/** Loaded into api and worker, so that they can be killed at a statement. */
export const PRELOAD = 'test/support/kill-at-statement.mjs';
/** A process that has not reached its point by then has too little to do: it is killed wherever it is. */
const KILLED_WITHIN_MS = 3_000;

const PROVIDER_FAULTS: Record<Extract<FaultKind, `provider ${string}`>, object> = {
  'provider 429': { kind: 'rate_limit' },
  'provider 409': { kind: 'conflict' },
  'provider 500, nothing done': { kind: 'server_error' },
  'provider 500, done': { kind: 'server_error', commit: true },
  'provider too slow': { kind: 'slow' },
  'provider done, then cut': { kind: 'cut_connection' },
};

/** Does to an installation what the schedule says, and keeps count. */
export class Striker {
  readonly counts = new Map<FaultKind, number>();
  /** Where processes were killed, in order. */
  readonly killedAt: string[] = [];
  private readonly forger: Forger;

  constructor(
    private readonly installation: Installation,
    private readonly random: SeededRandom,
  ) {
    this.forger = new Forger(installation, random);
  }

  async strike(strike: Strike): Promise<void> {
    await this.does(strike);
    this.counts.set(strike.kind, (this.counts.get(strike.kind) ?? 0) + 1);
  }

  /** Nothing goes wrong any more; what is down comes up. */
  async calm(): Promise<void> {
    await this.installation.control('DELETE', '/webhook-faults');
    await this.installation.control('DELETE', '/http-faults');
  }

  private async does(strike: Strike): Promise<void> {
    switch (strike.kind) {
      case 'notification forged':
      case 'notification from the future':
      case 'notification stale':
      case 'notification changed on its way':
        return this.forger.send(strike.kind);
      case 'worker killed':
        return this.kill(this.installation.worker, strike);
      case 'api killed':
        return this.kill(this.installation.api, strike);
      case 'queue emptied':
        return this.installation.emptyQueue();
      case 'database connections cut':
        return this.cutConnections(strike.share);
      default: {
        const { kind, ...rest } = strike;
        await this.installation.control('PUT', '/http-faults', { faults: [{ ...PROVIDER_FAULTS[kind], ...rest }] });
      }
    }
  }

  /** Kills it at one of its next statements; now and then while it starts, which is work as well. */
  private async kill(part: Part, { point, countsQueue, atStart }: Kill): Promise<void> {
    const before = part.output.length;
    if (atStart) {
      await part.kill();
      await part.start({ env: { KILL_AT: String(point) } }).catch((error: unknown) => {
        if (part.running) throw error; // A point before it was ready: it has died as it should.
      });
    } else {
      part.send({ killAt: point, killQueue: countsQueue });
    }
    for (const deadline = Date.now() + KILLED_WITHIN_MS; part.running && Date.now() < deadline;) await sleep(20);
    await part.kill();
    this.killedAt.push(/killed at point .*/.exec(part.output.slice(before))?.[0] ?? 'killed somewhere');
    await part.start();
  }

  private async cutConnections(share: number): Promise<void> {
    const found = await this.installation.rows<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY pid`,
    );
    const cut = found.filter(() => this.random.chance(share)).map(({ pid }) => pid);
    await this.installation.rows('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [cut]);
  }
}

import { SeededRandom } from '../../apps/stripe-sandbox/state/seeded.random.js';
import { picked } from './scenario.js';

/** Everything that is done to an installation, by what a reader of a report calls it. */
export const FAULT_KINDS = [
  'notification forged',
  'notification from the future',
  'notification stale',
  'notification changed on its way',
  'provider 429',
  'provider 409',
  'provider 500, nothing done',
  'provider 500, done',
  'provider too slow',
  'provider done, then cut',
  'worker killed',
  'api killed',
  'queue emptied',
  'database connections cut',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A process is killed before its n-th next statement to the database. */
export interface Kill {
  kind: 'worker killed' | 'api killed';
  point: number;
  /** Whether the statements of the queue count. */
  countsQueue: boolean;
  /** Counted from a start made for it, or from where it is. */
  atStart: boolean;
}

/** One fault, at its turn. */
export type Strike =
  | { kind: Extract<FaultKind, `notification ${string}`> }
  | {
      kind: Extract<FaultKind, `provider ${string}`>;
      count: number;
      seconds?: number;
      delayMs?: number;
      method?: 'GET' | 'POST';
    }
  | Kill
  | { kind: 'queue emptied' }
  /** The part of the connections that is cut. */
  | { kind: 'database connections cut'; share: number };

export interface Phase {
  name: string;
  /** The part of the gifts that is given in it. */
  share: number;
  /** What goes wrong with notifications meanwhile; the sandbox's own words. */
  webhooks: object;
  strikes: readonly Strike[];
}

/** How hard a run is hit. */
export interface Severity {
  /** Calls to the provider that go wrong, in groups. */
  providerStrikes: number;
  /** Calls that are answered too late; a giver waits for the second kind. */
  tooSlow: readonly ('GET' | 'POST')[];
  workerKills: number;
  apiKills: number;
  emptiedQueues: number;
  cutConnections: number;
  forgedNotifications: number;
}

export const LONG: Severity = {
  providerStrikes: 40,
  tooSlow: ['GET', 'POST', 'GET'],
  workerKills: 14,
  apiKills: 3,
  emptiedQueues: 4,
  cutConnections: 4,
  forgedNotifications: 40,
};

export const SHORT: Severity = {
  providerStrikes: 10,
  tooSlow: ['GET'],
  workerKills: 3,
  apiKills: 1,
  emptiedQueues: 1,
  cutConnections: 1,
  forgedNotifications: 8,
};

/** The work of a gift is some dozen statements of our own; the queue says some hundred while a process starts. */
const LATEST_POINT = { ours: 60, all: 120, start: 500 };
const AT_START = 0.15;
const QUEUE_COUNTED = 0.3;
/** Longer than anybody waits for the provider. */
const TOO_SLOW_MS = 10_500;

/** Trouble that meets no call by then is over: while the breaker is open, few are made. */
const TROUBLE_SECONDS = 5;

/** What happens to a run, drawn from its seed alone. Each kind of fault comes at least once. */
export function planFaults(seed: number, severity: Severity): Phase[] {
  const random = SeededRandom.fromSeed(`faults ${seed}`);
  const forgeries = forgedNotifications(severity.forgedNotifications);
  const troubles = providerTroubles(random, severity);
  const crashes = random.shuffled(crashesOf(random, severity));
  const half = <T>(all: readonly T[]): [T[], T[]] => [
    all.slice(0, Math.ceil(all.length / 2)),
    all.slice(Math.ceil(all.length / 2)),
  ];
  const [someForgeries, otherForgeries] = half(random.shuffled(forgeries));
  const [someTroubles, otherTroubles] = half(random.shuffled(troubles));
  const [someCrashes, otherCrashes] = half(crashes);
  return [
    { name: 'notifications', share: 0.2, webhooks: webhookFaults(random), strikes: someForgeries },
    { name: 'a provider in trouble', share: 0.25, webhooks: webhookFaults(random), strikes: someTroubles },
    { name: 'crashes', share: 0.25, webhooks: webhookFaults(random), strikes: someCrashes },
    {
      name: 'everything at once',
      share: 0.3,
      webhooks: webhookFaults(random),
      strikes: random.shuffled([...otherForgeries, ...otherTroubles, ...otherCrashes]),
    },
  ];
}

/** One in ten is never sent; the others come twice, late, shuffled, badly signed, and some of that together. */
function webhookFaults(random: SeededRandom): object {
  return {
    drop: { probability: 0.1 },
    duplicate: { probability: 0.3, copies: 1 + random.below(4) },
    shuffle: { window: 2 + random.below(30) },
    delay: { probability: 0.15, milliseconds: 500 + random.below(15_000) },
    badSignature: { probability: 0.06 },
    staleTimestamp: { probability: 0.05 },
    futureTimestamp: { probability: 0.05 },
    forgedBody: { probability: 0.04 },
    oldApiVersion: { probability: 0.1 },
  };
}

function forgedNotifications(count: number): Strike[] {
  const kinds = ['forged', 'from the future', 'stale', 'changed on its way'] as const;
  return Array.from({ length: Math.max(count, kinds.length) }, (_, index) => ({
    kind: `notification ${kinds[index % kinds.length] ?? 'forged'}`,
  }));
}

function providerTroubles(random: SeededRandom, { providerStrikes, tooSlow }: Severity): Strike[] {
  const kinds = ['429', '409', '500, nothing done', '500, done', 'done, then cut'] as const;
  return [
    ...tooSlow.map((method): Strike => ({ kind: 'provider too slow', count: 1, delayMs: TOO_SLOW_MS, method })),
    ...Array.from({ length: Math.max(providerStrikes, kinds.length) }, (_, index): Strike => {
      // More than the SDK repeats by itself, so that some of it reaches us.
      return {
        kind: `provider ${kinds[index % kinds.length] ?? '429'}`,
        count: 1 + random.below(4),
        seconds: TROUBLE_SECONDS,
      };
    }),
  ];
}

function crashesOf(random: SeededRandom, severity: Severity): Strike[] {
  const several = <T>(count: number, one: () => T): T[] => Array.from({ length: count }, one);
  const kill = (kind: Kill['kind']) => (): Strike => {
    const [atStart, countsQueue] = [random.chance(AT_START), random.chance(QUEUE_COUNTED)];
    const latest = atStart ? LATEST_POINT.start : countsQueue ? LATEST_POINT.all : LATEST_POINT.ours;
    return { kind, countsQueue, atStart, point: random.below(latest) };
  };
  return [
    ...several(severity.workerKills, kill('worker killed')),
    ...several(severity.apiKills, kill('api killed')),
    ...several(severity.emptiedQueues, (): Strike => ({ kind: 'queue emptied' })),
    ...several(severity.cutConnections, (): Strike => ({
      kind: 'database connections cut',
      share: picked(random, [0.3, 0.6, 1]),
    })),
  ];
}

import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { withPostgres } from '../support/postgres-server.js';
import { FaultsFound, runFaults, type FaultRunResult } from './fault-run.js';
import { LONG } from './fault-schedule.js';

/**
 * `npm run faults -- [--seed N] [--seeds 1] [--payments 1000]`: gives through the public interfaces while everything goes
 * wrong that may, and compares what the provider says with what the books say, to the fen. Ends with 1 on any difference.
 * With TEST_REDIS_URL the queue is that Redis, which is emptied.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(1 + Math.floor(Math.random() * 999_999)) },
    seeds: { type: 'string', default: '1' },
    payments: { type: 'string', default: '1000' },
  },
});

const began = performance.now();
const tell = (line: string): void => {
  console.log(`[${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s] ${line}`);
};

function summaryOf(result: FaultRunResult): string {
  const { seed, payments, paid, refunds, disputes, counts, deliveries, killedAt, secondsToCalm } = result;
  const faults = [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ');
  const news = Object.entries(deliveries).map(([state, count]) => `${state} ${count}`);
  return [
    `seed ${seed}: ${payments} gifts, ${paid} paid, ${refunds} refunds, ${disputes} disputes; calm after ${secondsToCalm.toFixed(1)} s; nothing lost, nothing twice`,
    `  notifications: ${news.join(', ')}`,
    `  faults: ${faults}`,
    ...killedAt.map((where) => `  ${where}`),
  ].join('\n');
}

async function runAll(): Promise<number> {
  const first = Number(values.seed);
  const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => first + index);
  const failed: number[] = [];
  for (const seed of seeds) {
    try {
      console.log(summaryOf(await runFaults({ seed, payments: Number(values.payments), severity: LONG, tell })));
    } catch (error) {
      if (!(error instanceof FaultsFound)) throw error;
      console.log(`seed ${seed} FAILED ${error.message}`, error.cause ?? '');
      failed.push(seed);
    }
  }
  console.log(
    `${seeds.length - failed.length} of ${seeds.length} seeds hold${failed.length > 0 ? `; not: ${failed.join(', ')}` : ''}`,
  );
  return failed.length === 0 ? 0 : 1;
}

process.exit(await withPostgres({ durable: false }, runAll));

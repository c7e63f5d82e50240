import { expect, jest, test } from '@jest/globals';
import { runFaults } from '../faults/fault-run.js';
import { FAULT_KINDS, SHORT } from '../faults/fault-schedule.js';

jest.setTimeout(300_000);

const PAYMENTS = 60;
const FIXED_SEED = 20261125;

/** The short form of `npm run faults`: two runs side by side, as most of a run is waiting. A failure names its seed. */
test('with everything going wrong at once, each payment is in the books once, to the fen, within two minutes of calm', async () => {
  const seeds = [FIXED_SEED, 1 + Math.floor(Math.random() * 999_999)];
  const tell = (line: string): void => void process.stdout.write(`${line}\n`);
  const runs = seeds.map((seed) => runFaults({ seed, payments: PAYMENTS, severity: SHORT, tell }));
  await Promise.allSettled(runs); // So that neither outlives the test.
  for (const { counts, deliveries, secondsToCalm } of await Promise.all(runs)) {
    expect([...counts.keys()].sort()).toEqual([...FAULT_KINDS].sort());
    expect(deliveries['dropped']).toBeGreaterThan(0);
    expect(secondsToCalm).toBeLessThanOrEqual(120);
  }
});

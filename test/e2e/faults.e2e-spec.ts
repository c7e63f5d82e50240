import { expect, jest, test } from '@jest/globals';
import { runFaults } from '../faults/fault-run.js';
import { FAULT_KINDS, SHORT } from '../faults/fault-schedule.js';

jest.setTimeout(300_000);

const PAYMENTS = 60;
const SEED = 20261125;

/** The short form of `npm run faults`, which takes any seed, any number of them, and a thousand payments. */
test('with everything going wrong at once, each payment is in the books once, to the fen, within two minutes of calm', async () => {
  const tell = (line: string): void => void process.stdout.write(`${line}\n`);
  const { counts, deliveries, secondsToCalm } = await runFaults({
    seed: SEED,
    payments: PAYMENTS,
    severity: SHORT,
    tell,
  });
  expect([...counts.keys()].sort()).toEqual([...FAULT_KINDS].sort());
  expect(deliveries['dropped']).toBeGreaterThan(0);
  expect(secondsToCalm).toBeLessThanOrEqual(120);
});

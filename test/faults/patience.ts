import { setTimeout as sleep } from 'node:timers/promises';

/** People here wait as long as it takes on a machine that has other work; what must be quick is measured as calm. */
const PATIENCE_MS = 600_000;
const SHORTEST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/** Nothing is gained by another try. */
class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

/**
 * Does something in a world full of faults: again and again, with growing waits.
 * @throws Error naming what was tried, with the last failure, once patience or `giveUp` ends it
 */
export async function patiently<T>(what: string, work: (giveUp: (why: string) => never) => Promise<T>): Promise<T> {
  const giveUp = (why: string): never => {
    throw new GivenUp(why);
  };
  const deadline = Date.now() + PATIENCE_MS;
  for (let wait = SHORTEST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await work(giveUp);
    } catch (error) {
      if (error instanceof GivenUp || Date.now() > deadline) throw new Error(`could not ${what}`, { cause: error });
      await sleep(wait);
    }
  }
}

export interface Outcome {
  /** Median over the rounds of rate ÷ reference rate. */
  ratio: number;
  samples: number[];
  /** The rates behind it, for people. */
  note: string;
}

export interface Bench {
  name: string;
  /** `npm run bench -- GROUP` runs all of a kind. */
  group: 'ledger' | 'path' | 'pages';
  goal: number;
  /** Which side of the goal is good; higher unless it says otherwise. */
  better?: 'lower';
  run(): Promise<Outcome>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/**
 * Compares two rates round by round, the order swapped every time so that neither always runs on the warmer machine.
 * The first round warms up and does not count.
 */
export async function compare(
  rounds: number,
  unit: string,
  subject: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<Outcome> {
  const samples: number[] = [];
  const rates = { subject: [] as number[], reference: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const subjectFirst = round % 2 === 0;
    const first = await (subjectFirst ? subject() : reference());
    const second = await (subjectFirst ? reference() : subject());
    const [mine, other] = subjectFirst ? [first, second] : [second, first];
    if (round === 0) continue;
    rates.subject.push(mine);
    rates.reference.push(other);
    samples.push(mine / other);
  }
  const note = `${median(rates.subject).toFixed(0)} of ${median(rates.reference).toFixed(0)} ${unit}`;
  return { ratio: median(samples), samples, note };
}

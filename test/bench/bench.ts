import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { campaignPageVsConstant } from './campaign-page.bench.js';
import { postingVsBulkInsert } from './posting.bench.js';
import type { Bench } from './ratio.js';
import { wholePathVsStubbed } from './whole-path.bench.js';

/**
 * `npm run bench [-- NAME…] [-- --json]`: every figure is a ratio within one run, the median of several interleaved
 * rounds, because the machine's own speed means nothing. It measures; it never fails.
 */
const BENCHES: readonly Bench[] = [postingVsBulkInsert, wholePathVsStubbed, campaignPageVsConstant];

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const wanted = BENCHES.filter(
  ({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
);
if (!values.json) console.log(`${'name'.padEnd(26)} ratio   goal    samples`);
for (const bench of wanted) {
  const { ratio, samples, note } = await bench.run();
  if (values.json) {
    console.log(
      JSON.stringify({ name: bench.name, ratio: round(ratio), goal: bench.goal, samples: samples.map(round) }),
    );
  } else {
    const shown = samples.map((sample) => sample.toFixed(2)).join(' ');
    console.log(`${bench.name.padEnd(26)} ${ratio.toFixed(3)}   ≥ ${bench.goal}   ${shown}   (${note})`);
  }
}
process.exit(0);

function round(value: number): number {
  return Number(value.toFixed(4));
}

import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { campaignPageVsConstant } from './campaign-page.bench.js';
import { growth, hotReadGrowth, postingGrowth } from './growth.bench.js';
import { hotVsSpread, openSnapshot, postingVsBulkInsert } from './posting.bench.js';
import type { Bench } from './ratio.js';
import { wholePathVsStubbed } from './whole-path.bench.js';

/**
 * `npm run bench [-- NAME|GROUP…] [--json] [--size GIFTS]`: every figure is a ratio within one run, the median of several interleaved
 * rounds, because the machine's own speed means nothing. It measures; it never fails.
 */
const BENCHES: readonly Bench[] = [
  postingVsBulkInsert,
  hotVsSpread,
  openSnapshot,
  postingGrowth,
  hotReadGrowth,
  wholePathVsStubbed,
  campaignPageVsConstant,
];

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, size: { type: 'string', default: String(growth.large) } },
  allowPositionals: true,
});
growth.large = Number(values.size);
const wanted = BENCHES.filter(
  ({ name, group }) => positionals.length === 0 || positionals.some((word) => group === word || name.includes(word)),
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
    console.log(
      `${bench.name.padEnd(26)} ${ratio.toFixed(3)}   ${bench.better === 'lower' ? '≤' : '≥'} ${bench.goal}   ${shown}   (${note})`,
    );
  }
}
process.exit(0);

function round(value: number): number {
  return Number(value.toFixed(4));
}

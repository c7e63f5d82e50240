/**
 * `npm run lighthouse -- --url http://localhost:3000/c/warm-2026`: Lighthouse's mobile audit of a page of a running
 * site, against the marks the project holds itself to. Fetched when it is run and not with `npm ci`: it is as large as
 * everything else together.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from './browser.mjs';
import { CommandError, main, say } from './progress.mjs';

const LIGHTHOUSE = 'lighthouse@13.5.0';
const LEAST = { performance: 90, accessibility: 95, 'best-practices': 95, seo: 95 };

await main(async () => {
  const { values } = parseArgs({
    options: { url: { type: 'string', default: 'http://localhost:3000/c/warm-2026' } },
  });
  const browser = await findBrowser();
  if (!browser) throw new CommandError('No Chromium was found: install one, or set CHROMIUM_PATH.', 1);
  const folder = mkdtempSync(path.join(tmpdir(), 'lighthouse-'));
  const report = path.join(folder, 'report.json');
  try {
    const flags = ['--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])].join(' ');
    const asked = ['--quiet', `--chrome-flags=${flags}`, '--output=json', `--output-path=${report}`];
    const { status } = spawnSync('npx', ['--yes', LIGHTHOUSE, values.url, ...asked], {
      stdio: 'inherit',
      env: { ...process.env, CHROME_PATH: browser },
    });
    if (status !== 0) throw new CommandError('Lighthouse did not finish.', 1);
    const { categories, audits } = JSON.parse(readFileSync(report, 'utf8'));
    const marks = Object.entries(LEAST).map(([name, least]) => ({
      name,
      least,
      mark: Math.floor(categories[name].score * 100),
    }));
    for (const { name, least, mark } of marks) say(`${name} ${mark} (at least ${least})`);
    for (const id of ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift']) {
      say(`${id} ${audits[id].displayValue}`);
    }
    const low = marks.filter(({ mark, least }) => mark < least).map(({ name }) => name);
    if (low.length > 0) throw new CommandError(`below the mark: ${low.join(', ')}`, 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

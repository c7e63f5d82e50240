/** `npm run reset`: empties the data folder, so that the next start begins anew. Asks first; `--yes` does not. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { finalFolder, runningPostgres } from './embedded-postgres.mjs';
import { CommandError, main } from './progress.mjs';
import { runningStart } from './run-lock.mjs';
import { loadEnvFile, marker } from './settings.mjs';
import { root } from './steps.mjs';

async function confirmed(dataDir) {
  if (process.argv.includes('--yes')) return true;
  if (!process.stdin.isTTY) throw new CommandError('There is nobody to ask: npm run reset -- --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Delete everything in ${dataDir} (database, receipts, mails, keys)? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

await main(async () => {
  loadEnvFile();
  const dataDir = path.resolve(root, process.env.DATA_DIR?.trim() || '.data');
  const entries = existsSync(dataDir) ? readdirSync(dataDir) : [];
  if (entries.filter((name) => name !== marker).length === 0) return console.log(`${dataDir} is empty already.`);
  const running = runningStart(dataDir);
  if (running) throw new CommandError(`It runs on ${dataDir} (process ${running}): stop it first.`);
  const postgres = path.join(dataDir, 'postgres');
  const orphan = runningPostgres(postgres);
  if (orphan) {
    throw new CommandError(
      `A Postgres of a killed start still runs there (process ${orphan}): npm start takes it over and Ctrl-C stops it.`,
    );
  }
  // A slip in DATA_DIR must not cost somebody's home folder.
  if (!existsSync(path.join(dataDir, marker))) {
    throw new CommandError(
      `${dataDir} was not made by npm start (it has no ${marker}): empty it by hand if you mean it.`,
    );
  }
  if (!(await confirmed(dataDir))) return console.log('Nothing was deleted.');
  rmSync(finalFolder(postgres), { recursive: true, force: true });
  for (const name of entries) if (name !== marker) rmSync(path.join(dataDir, name), { recursive: true, force: true });
  writeFileSync(path.join(dataDir, marker), 'Data of 一起捐 (yiqijuan).\n');
  console.log(`${dataDir} is empty; npm start begins anew.`);
});

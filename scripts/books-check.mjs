/**
 * `npm run books:check`: checks everything that must always be true of the data, on the database `npm start` uses or
 * on that of DATABASE_URL. Starts the embedded database when it does not run, and then stops it again.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { CommandError, main, say } from './progress.mjs';
import { applicationAddress, childEnvironment, loadEnvFile, readSettings } from './settings.mjs';
import { prepare, root } from './steps.mjs';

await main(async () => {
  loadEnvFile();
  const settings = readSettings();
  if (settings.ownDatabase && !existsSync(path.join(settings.dataDir, 'postgres'))) {
    throw new CommandError(`There are no books in ${settings.dataDir} yet: npm start makes them.`);
  }
  await prepare();
  const postgres = settings.ownDatabase ? await openPostgres(settings) : undefined;
  try {
    const address = postgres ? applicationAddress(postgres.url('yiqijuan'), settings) : process.env.DATABASE_URL;
    const file = path.join(root, 'dist/apps/worker/books-check.js');
    const env = childEnvironment(settings, address);
    process.exitCode = spawnSync(process.execPath, [file], { env, stdio: 'inherit' }).status ?? 1;
  } finally {
    // A database that somebody's `npm start` runs is left running.
    if (postgres && !postgres.adopted) await postgres.stop();
  }
});

async function openPostgres({ dataDir }) {
  const { runningPostgres, startPostgres } = await import('./embedded-postgres.mjs');
  const dir = path.join(dataDir, 'postgres');
  if (runningPostgres(dir) === undefined) say('starting Postgres');
  return startPostgres({ dir });
}

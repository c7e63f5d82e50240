/**
 * `npm run webhook:ensure`: makes the payment provider send its notifications to PUBLIC_URL, in the version and with
 * the kinds this code reads. Needs STRIPE_SECRET_KEY, or a running sandbox of `npm start`.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { main } from './progress.mjs';
import { childEnvironment, loadEnvFile, readSettings } from './settings.mjs';
import { prepare, root } from './steps.mjs';

await main(async () => {
  loadEnvFile();
  const settings = readSettings();
  await prepare();
  // Nothing of this needs the database; its address only has to be one.
  const env = childEnvironment(settings, process.env.DATABASE_URL ?? 'postgresql://nobody@127.0.0.1:1/none');
  const file = path.join(root, 'dist/apps/worker/webhook-ensure.js');
  process.exitCode =
    spawnSync(process.execPath, [file, ...process.argv.slice(2)], { env, stdio: 'inherit' }).status ?? 1;
});

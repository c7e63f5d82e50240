/**
 * The migration job of a real set-up: `DATABASE_OWNER_URL=… DATABASE_URL=… node scripts/migrate.mjs`. The owner makes
 * and changes the tables; the role of DATABASE_URL gets the rights of the application. Needs the built server only.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const platform = (file) => import(pathToFileURL(path.join(root, 'dist/libs/platform/database', file)).href);
const application = process.env.DATABASE_URL;
const owner = process.env.DATABASE_OWNER_URL || application;
try {
  if (!application) throw new Error('DATABASE_URL is not set.');
  const { migrate } = await platform('migrate.js');
  const applied = await migrate(owner, path.join(root, 'prisma/migrations'), { log: console.log });
  const { openToApplication } = await platform('roles.js');
  await openToApplication(owner, application);
  console.log(`${applied.length} migration(s) applied`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

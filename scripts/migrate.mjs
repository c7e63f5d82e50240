/** The migration job of a real set-up: `DATABASE_URL=… node scripts/migrate.mjs`. Needs the built server only. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const address = process.env.DATABASE_URL;
try {
  if (!address) throw new Error('DATABASE_URL is not set.');
  const { migrate } = await import(pathToFileURL(path.join(root, 'dist/libs/platform/database/migrate.js')).href);
  const applied = await migrate(address, path.join(root, 'prisma/migrations'), { log: console.log });
  console.log(`${applied.length} migration(s) applied`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

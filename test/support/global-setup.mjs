import { randomBytes } from 'node:crypto';
import { openTestPostgres } from '../../scripts/test-postgres.mjs';

/** Jest runs this once for the projects `database` and `e2e`; its workers inherit the address through the environment. */
export default async function globalSetup() {
  const server = await openTestPostgres();
  globalThis.__testPostgres = server;
  process.env.TEST_POSTGRES_SERVER = server.url();
  process.env.TEST_RUN = randomBytes(8).toString('hex');
}

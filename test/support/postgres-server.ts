import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface TestPostgres {
  url: (database?: string) => string;
  close: () => Promise<void>;
}

/**
 * Runs `work` with the throw-away Postgres, outside of Jest.
 * @param durable keeps fsync and synchronous commit on, as a measurement needs
 */
export async function withPostgres<T>({ durable }: { durable: boolean }, work: () => Promise<T>): Promise<T> {
  const script = pathToFileURL(path.resolve('scripts/test-postgres.mjs')).href;
  const { openTestPostgres } = (await import(script)) as {
    openTestPostgres: (options: { durable: boolean }) => Promise<TestPostgres>;
  };
  const server = await openTestPostgres({ durable });
  process.env['TEST_POSTGRES_SERVER'] = server.url();
  try {
    return await work();
  } finally {
    await server.close();
  }
}

import { createPostgresBackend, setDefaultBackendFactory, type ConnectionOptions } from 'bullmq';
import type { Settings } from '../config/settings.js';

const IDLE_MS = 3_000;

/**
 * Chooses BullMQ's backend for this process: Redis (through ioredis) when REDIS_URL is set, otherwise Postgres in a
 * schema of its own. The choice is process-wide because BullMQ keeps one default factory.
 */
export function queueConnection(settings: Pick<Settings, 'database' | 'redisUrl'>): ConnectionOptions {
  if (settings.redisUrl) {
    setDefaultBackendFactory();
    return { url: settings.redisUrl, maxRetriesPerRequest: null };
  }
  setDefaultBackendFactory(createEnduringBackend);
  // The factory above decides what a connection is; BullMQ's own type only knows Redis.
  // One connection a queue, let go when it is idle: there are as many queues as topics, in every process.
  return { connectionString: settings.database.url, migrate: true, max: 1, idleTimeoutMillis: IDLE_MS };
}

type Backend = ReturnType<typeof createPostgresBackend>;

/** What keeps the promise of being ready, for as long as it lives; also a promise that was broken. */
interface Starter {
  waitUntilReady(): Promise<unknown>;
  readyPromise?: Promise<unknown> | undefined;
}

/**
 * BullMQ 6.7 begins once: a connection that is cut while it begins is never tried again, and its worker asks and fails as
 * fast as it can. Here a start that failed is forgotten, so that the next one who asks begins anew.
 */
function createEnduringBackend(...args: Parameters<typeof createPostgresBackend>): Backend {
  const backend = createPostgresBackend(...args);
  const starters = [backend, (backend as unknown as { connection: unknown }).connection] as unknown as Starter[];
  for (const starter of starters) {
    const begin = starter.waitUntilReady.bind(starter);
    starter.waitUntilReady = async () => {
      try {
        return await begin();
      } catch (error) {
        starter.readyPromise = undefined;
        throw error;
      }
    };
  }
  return backend;
}

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
  setDefaultBackendFactory(createPostgresBackend);
  // The factory above decides what a connection is; BullMQ's own type only knows Redis.
  // One connection a queue, let go when it is idle: there are as many queues as topics, in every process.
  return { connectionString: settings.database.url, migrate: true, max: 1, idleTimeoutMillis: IDLE_MS };
}

import { createPostgresBackend, setDefaultBackendFactory, type ConnectionOptions } from 'bullmq';
import type { Settings } from '../config/settings.js';

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
  return { connectionString: settings.database.url, migrate: true, max: 2 };
}

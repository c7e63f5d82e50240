import { createHmac } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import type pg from 'pg';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { Settings } from '../config/settings.js';
import { enduringPool } from '../database/enduring-pool.js';

/** At most so many points in so many seconds. */
export interface Limit {
  /** Names what is counted; counts of other names are apart. */
  name: string;
  points: number;
  seconds: number;
}

const CONNECTIONS = 2;

/**
 * Counts that are shared by all processes and lapse by themselves: in Redis where there is one, else in Postgres. While
 * the store is away each process counts for itself, because a limit must never be what keeps people from giving.
 */
@Injectable()
export class Limits implements OnApplicationShutdown {
  private readonly limiters = new Map<string, RateLimiterAbstract>();
  private readonly redis: Redis | undefined;
  private readonly pool: pg.Pool | undefined;

  constructor(@Inject(Settings) private readonly settings: Pick<Settings, 'database' | 'redisUrl' | 'sessionSecret'>) {
    if (settings.redisUrl) {
      this.redis = new Redis(settings.redisUrl, { lazyConnect: true, maxRetriesPerRequest: 1 });
      this.redis.on('error', () => undefined);
    } else {
      const connectionString = settings.database.url;
      this.pool = enduringPool({ connectionString, max: CONNECTIONS, idleTimeoutMillis: 10_000 });
    }
  }

  /**
   * Counts `points` against a limit.
   * @param of whom or what it is counted for; kept as a keyed hash, so that the counts name nobody
   * @returns 0 when it is within the limit, else the seconds until it is again
   */
  async consume(limit: Limit, of: string, points = 1): Promise<number> {
    try {
      await this.limiter(limit).consume(this.keyOf(of), points);
      return 0;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  }

  /** Whether a limit has been passed, without counting. */
  async isPassed(limit: Limit, of: string): Promise<boolean> {
    const counted = await this.limiter(limit).get(this.keyOf(of));
    return counted !== null && counted.consumedPoints > limit.points;
  }

  async onApplicationShutdown(): Promise<void> {
    this.redis?.disconnect();
    await this.pool?.end();
  }

  private keyOf(of: string): string {
    return createHmac('sha256', this.settings.sessionSecret).update(`limit:${of}`).digest('base64url');
  }

  private limiter({ name, points, seconds }: Limit): RateLimiterAbstract {
    const id = `${name}:${points}:${seconds}`;
    const known = this.limiters.get(id);
    if (known) return known;
    const counting = { keyPrefix: name, points, duration: seconds };
    const insuranceLimiter = new RateLimiterMemory(counting);
    const made = this.redis
      ? new RateLimiterRedis({ ...counting, storeClient: this.redis, insuranceLimiter })
      : new RateLimiterPostgres({
          ...counting,
          storeClient: this.pool,
          storeType: 'pool',
          tableName: 'limit_count',
          tableCreated: true,
          clearExpiredByTimeout: true,
          insuranceLimiter,
        });
    this.limiters.set(id, made);
    return made;
  }
}

import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { Settings } from '../config/settings.js';
import { enduringPool } from './enduring-pool.js';
import { Prisma, PrismaClient } from './generated/client.js';

declare const minted: unique symbol;

/** A transaction under way. Only `Database.transaction` makes one, so a function that takes it cannot run outside. */
export type Tx = Prisma.TransactionClient & { readonly [minted]: true };

/** Postgres asks for the transaction to be tried again: serialization failure, deadlock. */
const RETRYABLE = ['40001', '40P01', 'P2034'];
const MAX_TRIES = 5;

@Injectable()
export class Database implements OnApplicationShutdown {
  /** For single statements outside a transaction; what decides and writes in several steps goes through one. */
  readonly reader: PrismaClient;
  /**
   * Transactions have connections of their own: were they shared, as many transactions as there are connections could
   * each wait for one more to read with, for ever.
   */
  private readonly writer: PrismaClient;
  private readonly afterCommits = new WeakMap<Tx, (() => void)[]>();

  constructor(@Inject(Settings) settings: Pick<Settings, 'database'>) {
    const { url: connectionString, poolSize: max } = settings.database;
    this.reader = new PrismaClient({ adapter: adapterFor({ connectionString, max }) });
    this.writer = new PrismaClient({
      adapter: adapterFor({ connectionString, max }),
      transactionOptions: { maxWait: 10_000, timeout: 30_000 },
    });
  }

  /**
   * Runs `work` in one transaction and commits it, or rolls all of it back when it throws. A conflict with another
   * transaction is tried again from the start, at most five times, so `work` must not act outside the database.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      let callbacks: (() => void)[] = [];
      try {
        const result = await this.writer.$transaction(async (client) => {
          const tx = client as Tx;
          callbacks = [];
          this.afterCommits.set(tx, callbacks);
          return work(tx);
        });
        for (const callback of callbacks) callback();
        return result;
      } catch (error) {
        if (tries >= MAX_TRIES || !isRetryable(error)) throw error;
      }
    }
  }

  /** Runs `callback` once the transaction has committed; never when it rolls back. It must not throw. */
  afterCommit(tx: Tx, callback: () => void): void {
    this.afterCommits.get(tx)?.push(callback);
  }

  /** @throws when the database does not answer */
  async ping(): Promise<void> {
    await this.reader.$queryRaw`SELECT 1`;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.reader.$disconnect(), this.writer.$disconnect()]);
  }
}

function adapterFor(config: pg.PoolConfig): PrismaPg {
  return new PrismaPg(enduringPool(config), { disposeExternalPool: true });
}

function isRetryable(error: unknown): boolean {
  const code = sqlStateOf(error);
  return code !== undefined && RETRYABLE.includes(code);
}

/** The SQLSTATE (or Prisma code) behind a database error, if it is one. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const cause = (error.meta?.['driverAdapterError'] as { cause?: { originalCode?: string } } | undefined)?.cause;
  return cause?.originalCode ?? error.code;
}

/** Whether a write met a unique key that is taken. */
export function isUniqueViolation(error: unknown): boolean {
  const code = sqlStateOf(error);
  return code === '23505' || code === 'P2002';
}

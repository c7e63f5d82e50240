import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../database/database.js';
import { Prisma } from '../database/generated/client.js';
import { Queues } from '../queue/queues.js';
import type { Topic } from '../queue/topics.js';

/** A piece of work that waits, as its worker sees it. */
export interface OutboxMessage<Payload = unknown> {
  id: bigint;
  key: string;
  payload: Payload;
  attempts: number;
}

/** Work this process has taken for a while; nobody else gets it until the lease runs out. */
export interface Lease<Payload = unknown> {
  messages: OutboxMessage<Payload>[];
  /**
   * Strikes the work off, in the transaction that carries its effect.
   * @throws LeaseLost when the lease ran out meanwhile and another worker has it: the effect must roll back
   */
  complete(tx: Tx, messages?: readonly OutboxMessage[]): Promise<void>;
  /** Holds what is not yet done for `seconds` from now on; what was lost or is being struck off stays as it is. */
  renew(seconds: number): Promise<void>;
  /**
   * Gives work back with a growing delay; after the last try it is parked for a person.
   * @param passing the trouble is not the work's own and will pass: it is tried again sooner and is never parked
   */
  fail(messages: readonly OutboxMessage[], failure: string, passing?: boolean): Promise<void>;
}

/** The world is in trouble, not the work: a provider that is down. Work that meets it waits as long as it lasts. */
export class PassingTrouble extends Error {
  override readonly name: string = 'PassingTrouble';
}

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

interface LeasedRow {
  id: bigint;
  key: string;
  payload: unknown;
  attempts: number;
  revision: number;
}

const MAX_ATTEMPTS = 12;
/** Waits double up to here. Short enough that work is done within two minutes of the end of any trouble. */
const LONGEST_WAIT_SECONDS = 60;
const LONGEST_WAIT_FOR_THE_WORLD_SECONDS = 15;

/**
 * Work that follows from a fact, kept in the same database and the same transaction as the fact. The queue carries
 * only nudges; whatever happens to it, this table knows what is unfinished.
 */
@Injectable()
export class Outbox {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Queues) private readonly queues: Queues,
  ) {}

  /**
   * Asks for work to be done once `tx` has committed. The same topic and key asked for again while it waits stays one
   * message; while it is under way, it is done once more afterwards.
   */
  async publish(tx: Tx, topic: Topic, work: readonly { key: string; payload?: object }[]): Promise<void> {
    if (work.length === 0) return;
    const keys = work.map(({ key }) => key);
    const payloads = work.map(({ payload }) => JSON.stringify(payload ?? {}));
    await tx.$executeRaw`
      INSERT INTO outbox_message (topic, key, payload)
      SELECT ${topic}, work.key, work.payload::jsonb FROM unnest(${keys}::text[], ${payloads}::text[]) AS work (key, payload)
      ORDER BY work.key
      ON CONFLICT (topic, key) DO UPDATE
        SET revision = outbox_message.revision + 1, payload = excluded.payload, available_at = now(), parked_at = NULL`;
    this.database.afterCommit(tx, () => this.queues.nudge(topic));
  }

  /**
   * As `publish`, for work that may wait already: what waits or is under way stays as it is, what was parked is tried
   * again from the beginning, and what is not there is put there.
   */
  async rouse(tx: Tx, topic: Topic, keys: readonly string[]): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO outbox_message (topic, key, payload)
      SELECT ${topic}, key, '{}'::jsonb FROM unnest(${[...keys]}::text[]) AS work (key) ORDER BY key
      ON CONFLICT (topic, key) DO UPDATE SET available_at = now(), parked_at = NULL, attempts = 1
        WHERE outbox_message.parked_at IS NOT NULL`;
    this.database.afterCommit(tx, () => this.queues.nudge(topic));
  }

  /** Takes up to `limit` messages of a topic for `seconds`, oldest first; an empty list when nothing waits. */
  async lease<Payload>(topic: Topic, limit: number, seconds = 30): Promise<Lease<Payload>> {
    const token = randomUUID();
    const rows = await this.database.reader.$queryRaw<LeasedRow[]>`
      UPDATE outbox_message SET lease = ${token}, available_at = now() + make_interval(secs => ${seconds}),
                                attempts = attempts + 1
      WHERE id IN (
        SELECT id FROM outbox_message
        WHERE topic = ${topic} AND available_at <= now() AND parked_at IS NULL
        ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING id, key, payload, attempts, revision`;
    rows.sort((a, b) => (a.id < b.id ? -1 : 1));
    const revisions = new Map(rows.map(({ id, revision }) => [id, revision]));
    return {
      messages: rows.map(({ id, key, payload, attempts }) => ({ id, key, payload: payload as Payload, attempts })),
      complete: (tx, messages = rows) => this.complete(tx, token, messages, revisions),
      renew: (forSeconds) => this.renew(token, rows, forSeconds),
      fail: (messages, failure, passing = false) => this.fail(token, messages, failure, passing),
    };
  }

  private async complete(
    tx: Tx,
    token: string,
    messages: readonly { id: bigint }[],
    revisions: ReadonlyMap<bigint, number>,
  ): Promise<void> {
    const ids = messages.map(({ id }) => id);
    const seen = messages.map(({ id }) => revisions.get(id) ?? 0);
    const done = await tx.$executeRaw`
      DELETE FROM outbox_message USING unnest(${ids}::bigint[], ${seen}::int[]) AS done (id, revision)
      WHERE outbox_message.id = done.id AND lease = ${token} AND outbox_message.revision = done.revision`;
    if (done === ids.length) return;
    // What was asked for again while it was under way stays and becomes due at once.
    const again = await tx.$executeRaw`
      UPDATE outbox_message SET lease = NULL, available_at = now(), attempts = 0
      WHERE id = ANY (${ids}::bigint[]) AND lease = ${token}`;
    if (done + again !== ids.length) throw new LeaseLost('another worker took this work over');
  }

  private async renew(token: string, messages: readonly { id: bigint }[], seconds: number): Promise<void> {
    const ids = messages.map(({ id }) => id);
    // Rows that are locked are being struck off this moment.
    await this.database.reader.$executeRaw`
      UPDATE outbox_message SET available_at = now() + make_interval(secs => ${seconds})
      WHERE id IN (
        SELECT id FROM outbox_message WHERE id = ANY (${ids}::bigint[]) AND lease = ${token} FOR UPDATE SKIP LOCKED
      )`;
  }

  private async fail(
    token: string,
    messages: readonly { id: bigint }[],
    failure: string,
    passing: boolean,
  ): Promise<void> {
    const ids = messages.map(({ id }) => id);
    const longest = passing ? LONGEST_WAIT_FOR_THE_WORLD_SECONDS : LONGEST_WAIT_SECONDS;
    await this.database.reader.$executeRaw`
      UPDATE outbox_message
      SET lease = NULL, failure = ${failure.slice(0, 500)},
          available_at = now() + make_interval(secs => least(power(2, attempts), ${longest}::int)),
          parked_at = CASE WHEN attempts >= ${MAX_ATTEMPTS} AND NOT ${passing} THEN now() END,
          attempts = CASE WHEN ${passing} THEN least(attempts, 4) ELSE attempts END
      WHERE id = ANY (${ids}::bigint[]) AND lease = ${token}`;
  }

  /** How much waits and how much is parked, by topic, and for how many seconds something has been due. */
  async backlog(): Promise<{ topic: string; waiting: number; due: number; overdueSeconds: number; parked: number }[]> {
    return this.database.reader.$queryRaw(Prisma.sql`
      SELECT topic, count(*) FILTER (WHERE parked_at IS NULL)::int AS waiting,
             count(*) FILTER (WHERE parked_at IS NULL AND available_at <= now())::int AS due,
             coalesce(floor(extract(epoch FROM
               now() - min(available_at) FILTER (WHERE parked_at IS NULL AND available_at <= now()))), 0)::int
               AS "overdueSeconds",
             count(*) FILTER (WHERE parked_at IS NOT NULL)::int AS parked
      FROM outbox_message GROUP BY topic`);
  }
}

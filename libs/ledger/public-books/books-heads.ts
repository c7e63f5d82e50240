import { Inject, Injectable } from '@nestjs/common';
import { addDays, chinaDay, Clock, daysBetween, startOfDay, type CivilDate } from '#kernel';
import { FileStore, Logger } from '#platform';
import { BooksHeadRepository, type KeptHead } from './books-head.repository.js';
import { HeadSigner } from './head-signer.js';

const FORMAT = 'yiqijuan-head/1';
/** Ten years of days. */
const LISTED = 3_660;
/** After a longer silence the days in between stay without a head; the next one covers them. */
const MOST_DAYS = 31;

/** A head as published (docs/books-format.md). */
export interface PublishedHead {
  format: typeof FORMAT;
  date: CivilDate;
  batches: number;
  positions: number;
  hash: string;
  /** Milliseconds since 1970. */
  recordedAt: string;
  publicKey: string;
  signature: string;
}

/**
 * The head of the books leaves the database at the end of each day in China, signed. Whoever keeps one can tell later
 * whether anything in the batches it covers was changed.
 */
@Injectable()
export class BooksHeads {
  constructor(
    @Inject(BooksHeadRepository) private readonly heads: BooksHeadRepository,
    @Inject(HeadSigner) private readonly signer: HeadSigner,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Publishes the heads of the days that have ended since the last one; a first installation begins with yesterday.
   * Any number of processes may call this at any time: the day is the key of the row, the first one wins, and all of
   * them publish what the row says.
   * @returns the heads published now
   */
  async publishDue(): Promise<PublishedHead[]> {
    const now = this.clock.now();
    const yesterday = addDays(chinaDay(now), -1);
    const last = await this.heads.latest();
    // The last one again: its file may be missing, should the process have died between row and file.
    const missing = last ? daysBetween(last.date, yesterday) : 0;
    const dates = Array.from({ length: Math.min(missing, MOST_DAYS) + 1 }, (_, back) => addDays(yesterday, -back));
    const heads: PublishedHead[] = [];
    for (const date of dates.reverse()) {
      const head = await this.publish(date, now);
      if (head) heads.push(head);
    }
    return heads;
  }

  /** Null when the day's head is out already. */
  private async publish(date: CivilDate, now: Date): Promise<PublishedHead | null> {
    const key = `books/heads/${date}.json`;
    const known = await this.heads.find(date);
    if (known && (await this.files.get(key))) return null;
    const head = published(known ?? (await this.keep(date, now)));
    await this.files.put(key, Buffer.from(`${JSON.stringify(head)}\n`), 'application/json; charset=utf-8');
    this.logger.info({ date, batches: head.batches, hash: head.hash }, 'the head of the books is published');
    return head;
  }

  private async keep(date: CivilDate, now: Date): Promise<KeptHead> {
    const state = await this.heads.stateAt(startOfDay(addDays(date, 1)));
    const { batches, positions, hash } = state ?? { batches: 0n, positions: 0n, hash: '0'.repeat(64) };
    const unsigned = { date, batches, positions, hash, recordedAt: now };
    const signature = this.signer.sign([FORMAT, date, batches, positions, hash, now.getTime()].join('\n'));
    await this.heads.insert({ ...unsigned, publicKey: this.signer.publicKey, signature });
    const kept = await this.heads.find(date);
    // Another process may have been first; what it published stands.
    return kept ?? { ...unsigned, publicKey: this.signer.publicKey, signature };
  }

  async latest(): Promise<PublishedHead | null> {
    const head = await this.heads.latest();
    return head && published(head);
  }

  async ofDay(date: CivilDate): Promise<PublishedHead | null> {
    const head = await this.heads.find(date);
    return head && published(head);
  }

  /** Newest first. */
  async list(): Promise<PublishedHead[]> {
    return (await this.heads.list(LISTED)).map(published);
  }
}

function published({ date, batches, positions, hash, recordedAt, publicKey, signature }: KeptHead): PublishedHead {
  return {
    format: FORMAT,
    date,
    batches: Number(batches),
    positions: Number(positions),
    hash,
    recordedAt: `${recordedAt.getTime()}`,
    publicKey,
    signature,
  };
}

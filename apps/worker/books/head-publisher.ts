import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BooksHeads } from '#ledger';
import { Logger } from '#platform';

const LOOK_MS = 60_000;

/**
 * Publishes the head of the books once a day in China is over; at the start as well, so that a worker that was away
 * over midnight makes up for it. Any number may run: the first one wins, and the rest find its head.
 */
@Injectable()
export class HeadPublisher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;

  constructor(
    @Inject(BooksHeads) private readonly heads: BooksHeads,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.round;
  }

  /** Rounds never overlap; a failed one is said and the next one comes. */
  private look(): void {
    this.round ??= this.heads
      .publishDue()
      .then(() => undefined)
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the head of the books could not be published'))
      .finally(() => {
        this.round = undefined;
      });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import type { Tx } from '#platform';
import type { Pledge } from '#pledges';
import { RefundMails } from './refund-mails.js';
import type { RefundNews } from './refund.letters.js';
import { RefundsRepository, type Refund } from './refunds.repository.js';

/** Writes a document and who did what to it, always together. */
@Injectable()
export class RefundRecorder {
  constructor(
    @Inject(RefundsRepository) private readonly refunds: RefundsRepository,
    @Inject(RefundMails) private readonly mails: RefundMails,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async create(tx: Tx, refund: Refund, actor: string, reason: string): Promise<Refund> {
    await this.refunds.insert(tx, refund);
    const at = this.clock.now();
    await this.refunds.recordTransition(tx, refund.id, { from: null, to: refund.state, actor, reason, at });
    return refund;
  }

  /** Moves a locked document on. */
  async move(
    tx: Tx,
    refund: Refund,
    change: Partial<Refund> & Pick<Refund, 'state'>,
    actor: string,
    reason: string,
  ): Promise<Refund> {
    const at = this.clock.now();
    const next = { ...refund, ...change, changedAt: at };
    await this.refunds.update(tx, refund.id, { ...change, changedAt: at });
    await this.refunds.recordTransition(tx, refund.id, { from: refund.state, to: next.state, actor, reason, at });
    return next;
  }

  /** Notes what is no step of its own, such as a line of the provider's statement. */
  async note(tx: Tx, refund: Refund, change: Partial<Refund>): Promise<Refund> {
    await this.refunds.update(tx, refund.id, change);
    return { ...refund, ...change };
  }

  async tell(tx: Tx, pledge: Pledge, refund: Refund, news: RefundNews): Promise<void> {
    await this.mails.tell(tx, pledge, refund, news);
  }
}

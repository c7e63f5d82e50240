import { Inject, Injectable } from '@nestjs/common';
import { Mails, type Tx } from '#platform';
import { PledgeLinks, type Pledge } from '#pledges';
import { refundLetter, type RefundNews } from './refund.letters.js';
import type { Refund } from './refunds.repository.js';

/** Tells givers by mail how their refund stands; the same news is one letter, however often it comes. */
@Injectable()
export class RefundMails {
  constructor(
    @Inject(Mails) private readonly mails: Mails,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
  ) {}

  async tell(tx: Tx, pledge: Pledge, refund: Refund, news: RefundNews): Promise<void> {
    if (!pledge.email || !pledge.subjectId) return;
    await this.mails.enqueue(tx, {
      id: `mail_${refund.id}_${news}`,
      subjectId: pledge.subjectId,
      recipient: pledge.email,
      ...refundLetter(news, refund, this.links.page(pledge), pledge.locale),
      attachmentKey: null,
      attachmentName: null,
    });
  }
}

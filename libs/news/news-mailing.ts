import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Mails, Outbox, type Tx } from '#platform';
import { NewsLinks, newsPath } from './news-links.js';
import { newsLetter } from './news.letters.js';
import { NewsRepository } from './news.repository.js';

/** Letters queued in one transaction. */
const AT_ONCE = 200;

/** How the ids of an item's letters begin. */
export function lettersOf(itemId: string): string {
  return `mail_${itemId}_`;
}

/** Writes to everybody who asked for news, a page of readers at a time. */
@Injectable()
export class NewsMailing {
  constructor(
    @Inject(NewsRepository) private readonly news: NewsRepository,
    @Inject(NewsLinks) private readonly links: NewsLinks,
    @Inject(Mails) private readonly mails: Mails,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Queues the next letters of an item and says how far it came, in one transaction; asks for itself again while there
   * are more. A letter's id is made of item and reader, so that nobody is ever written to twice.
   */
  async goOn(tx: Tx, itemId: string): Promise<void> {
    const item = await this.news.lockItem(tx, itemId);
    if (!item || item.sentAt !== null || item.withdrawnAt !== null) return;
    const corrected = item.correctsId === null ? null : await this.news.item(item.correctsId);
    const readers = await this.news.readers(tx, item, item.sentThrough, AT_ONCE);
    for (const reader of readers) {
      const links = {
        topic: this.links.topic(item.topicPath, reader.locale),
        item: item.topicKind === 'CAMPAIGN' ? this.links.topic(newsPath(item), reader.locale) : null,
        page: this.links.page(reader),
      };
      await this.mails.enqueue(tx, {
        id: `${lettersOf(item.id)}${reader.id}`,
        subjectId: reader.subjectId,
        recipient: reader.email,
        ...newsLetter(item, corrected, links, reader.locale),
        attachmentKey: null,
        attachmentName: null,
        unsubscribeUrl: this.links.oneClick(reader.id),
      });
    }
    const isLast = readers.length < AT_ONCE;
    await this.news.moveOn(tx, item.id, {
      sentThrough: readers.at(-1)?.id ?? item.sentThrough,
      letters: item.letters + readers.length,
      sentAt: isLast ? this.clock.now() : null,
    });
    if (!isLast) await this.outbox.publish(tx, 'news-send', [{ key: item.id }]);
  }
}

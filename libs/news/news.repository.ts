import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform';
import type { NewsItem, NewsSubscription, NewsTopic } from './news.types.js';

@Injectable()
export class NewsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async subscription(id: string): Promise<NewsSubscription | null> {
    return this.database.reader.newsSubscription.findUnique({ where: { id } });
  }

  /** The one of this address for this topic. */
  async subscriptionOf(tx: Tx, topic: NewsTopic, emailLookup: string): Promise<NewsSubscription | null> {
    const key = { topicKind: topic.kind, topicId: topic.id, emailLookup };
    return tx.newsSubscription.findUnique({ where: { topicKind_topicId_emailLookup: key } });
  }

  async insertSubscription(tx: Tx, subscription: NewsSubscription): Promise<void> {
    await tx.newsSubscription.create({ data: subscription });
  }

  /** Confirms once; later yeses change nothing. */
  async confirm(tx: Tx, id: string, confirmedAt: Date): Promise<void> {
    await tx.newsSubscription.updateMany({ where: { id, confirmedAt: null }, data: { confirmedAt } });
  }

  /** Locks it for the rest of the transaction, then reads it. */
  async lockSubscription(tx: Tx, id: string): Promise<NewsSubscription | null> {
    await tx.$queryRaw`SELECT 1 FROM news_subscription WHERE id = ${id} FOR UPDATE`;
    return tx.newsSubscription.findUnique({ where: { id } });
  }

  async deleteSubscriptions(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.newsSubscription.deleteMany({ where: { id: { in: [...ids] } } });
  }

  /** Those sealed under these persons. */
  async ofSubjects(subjectIds: readonly string[]): Promise<NewsSubscription[]> {
    const where = { subjectId: { in: [...subjectIds] } };
    return this.database.reader.newsSubscription.findMany({ where, orderBy: { id: 'asc' } });
  }

  /** Those nobody has confirmed since before an instant. */
  async unconfirmedBefore(before: Date, limit: number): Promise<NewsSubscription[]> {
    const where = { confirmedAt: null, createdAt: { lt: before } };
    return this.database.reader.newsSubscription.findMany({ where, orderBy: { createdAt: 'asc' }, take: limit });
  }

  /** Whoever had said yes when an item was published, in order of id behind `after`. */
  async readers(tx: Tx, item: NewsItem, after: string | null, limit: number): Promise<NewsSubscription[]> {
    return tx.newsSubscription.findMany({
      where: {
        topicKind: item.topicKind,
        topicId: item.topicId,
        confirmedAt: { lte: item.publishedAt },
        ...(after === null ? {} : { id: { gt: after } }),
      },
      orderBy: { id: 'asc' },
      take: limit,
    });
  }

  async countReaders({ kind, id }: NewsTopic): Promise<number> {
    const where = { topicKind: kind, topicId: id, confirmedAt: { not: null } };
    return this.database.reader.newsSubscription.count({ where });
  }

  /** Keeps an item; false when its occasion has been told before. */
  async insertItem(tx: Tx, item: NewsItem): Promise<boolean> {
    return (await tx.newsItem.createMany({ data: [item], skipDuplicates: true })).count === 1;
  }

  /** Locks it for the rest of the transaction, then reads it. */
  async lockItem(tx: Tx, id: string): Promise<NewsItem | null> {
    await tx.$queryRaw`SELECT 1 FROM news_item WHERE id = ${id} FOR UPDATE`;
    return tx.newsItem.findUnique({ where: { id } });
  }

  async moveOn(tx: Tx, id: string, change: Pick<NewsItem, 'sentThrough' | 'letters' | 'sentAt'>): Promise<void> {
    await tx.newsItem.update({ where: { id }, data: change });
  }

  async item(id: string): Promise<NewsItem | null> {
    return this.database.reader.newsItem.findUnique({ where: { id } });
  }

  /** What puts an item right; null while nothing does. */
  async correctionOf(id: string): Promise<NewsItem | null> {
    return this.database.reader.newsItem.findUnique({ where: { correctsId: id } });
  }

  async withdraw(
    tx: Tx,
    id: string,
    withdrawal: Pick<NewsItem, 'withdrawnAt' | 'withdrawnBy' | 'withdrawalReason' | 'lettersStopped'>,
  ): Promise<NewsItem> {
    return tx.newsItem.update({ where: { id }, data: withdrawal });
  }

  /** What stands, or what was withdrawn; newest first. */
  async items({ kind, id }: NewsTopic, limit: number, withdrawn = false): Promise<NewsItem[]> {
    return this.database.reader.newsItem.findMany({
      where: { topicKind: kind, topicId: id, withdrawnAt: withdrawn ? { not: null } : null },
      orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
  }
}

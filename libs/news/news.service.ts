import { Inject, Injectable } from '@nestjs/common';
import { Clock, FieldRejectedError, IdSource, RequestError } from '#kernel';
import { Database, Mails, Outbox, Signals, type Tx } from '#platform';
import { NewsStateError } from './news.errors.js';
import { lettersOf } from './news-mailing.js';
import { NewsRepository } from './news.repository.js';
import type { NamedTopic, NewsDraft, NewsItem, NewsTopic } from './news.types.js';

const MAX_TITLE = 60;
const MAX_TEXT = 2_000;
const MAX_REASON = 500;
/** Words only: mails and pages show them as they are. */
const MARKUP = /<[a-z!/?]|&#?\w+;|javascript:/i;

/** News of a topic: public at once, mailed to whoever asked to be told, withdrawn when it was wrong, never edited. What a topic is, its caller knows. */
@Injectable()
export class NewsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(NewsRepository) private readonly news: NewsRepository,
    @Inject(Mails) private readonly mails: Mails,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /**
   * Publishes what a person wrote: public at once, and mailed to everybody who had said yes by now. What puts another
   * item right names it; that one was withdrawn before.
   * @throws FieldRejectedError, NewsStateError, RequestError news_item_not_found
   */
  async publish(topic: NamedTopic, draft: NewsDraft, publishedBy: string): Promise<NewsItem> {
    const item = this.itemOf(topic, checkedDraft(draft), publishedBy);
    await this.database.transaction(async (tx) => {
      if (item.correctsId !== null) await this.checkCorrected(tx, item, item.correctsId);
      await this.keepItem(tx, item);
    });
    return item;
  }

  /**
   * Takes an item off every page, for good. Letters that wait are not sent; those that are out cannot be called back.
   * The item is kept, with who withdrew it, when and why.
   * @param reason shown in public where the item stood
   * @throws FieldRejectedError, NewsStateError, RequestError news_item_not_found
   */
  async withdraw(id: string, reason: string, withdrawnBy: string): Promise<NewsItem> {
    const withdrawalReason = checkedWords('reason', reason, MAX_REASON);
    return this.database.transaction(async (tx) => {
      const item = await this.news.lockItem(tx, id);
      if (!item) throw notFound();
      if (item.withdrawnAt !== null) throw new NewsStateError('news_withdrawn_already');
      const lettersStopped = await this.mails.recall(tx, lettersOf(id), 'withdrawn');
      const withdrawnAt = this.clock.now();
      await this.tell(tx, item);
      return this.news.withdraw(tx, id, { withdrawnAt, withdrawnBy, withdrawalReason, lettersStopped });
    });
  }

  /** An item, withdrawn or not. */
  find(id: string): Promise<NewsItem | null> {
    return this.news.item(id);
  }

  /** What puts a withdrawn item right and stands, the correction of its correction where that was wrong too. */
  async correctionOf(id: string): Promise<NewsItem | null> {
    let correction = await this.news.correctionOf(id);
    while (correction && correction.withdrawnAt !== null) correction = await this.news.correctionOf(correction.id);
    return correction;
  }

  /** Whether another item was published to put it right, standing or not. */
  async isCorrected(id: string): Promise<boolean> {
    return (await this.news.correctionOf(id)) !== null;
  }

  /** What was withdrawn of a topic, newest first. */
  withdrawn(topic: NewsTopic, limit: number): Promise<NewsItem[]> {
    return this.news.items(topic, limit, true);
  }

  /** Publishes what tells itself, in the transaction of what happened. @returns false when it was told before */
  announce(tx: Tx, topic: NamedTopic, draft: NewsDraft & { occasion: string }): Promise<boolean> {
    return this.keepItem(tx, this.itemOf(topic, checkedDraft(draft), 'system:news'));
  }

  /** Newest first. */
  items(topic: NewsTopic, limit: number): Promise<NewsItem[]> {
    return this.news.items(topic, limit);
  }

  private async keepItem(tx: Tx, item: NewsItem): Promise<boolean> {
    if (!(await this.news.insertItem(tx, item))) return false;
    await this.outbox.publish(tx, 'news-send', [{ key: item.id }]);
    await this.tell(tx, item);
    return true;
  }

  /** Has the pages on which it stands drawn again. */
  private async tell(tx: Tx, { topicKind, topicId }: NewsItem): Promise<void> {
    if (topicKind === 'CAMPAIGN') await this.signals.send(tx, [{ kind: 'campaign', id: topicId }]);
  }

  private async checkCorrected(tx: Tx, { topicKind, topicId }: NewsItem, id: string): Promise<void> {
    const corrected = await this.news.lockItem(tx, id);
    if (corrected?.topicKind !== topicKind || corrected.topicId !== topicId) throw notFound();
    if (corrected.withdrawnAt === null) throw new NewsStateError('news_not_withdrawn');
    if (await this.news.correctionOf(id)) throw new NewsStateError('news_corrected_already');
  }

  private itemOf(
    topic: NamedTopic,
    { title, text, occasion, correctsId = null }: NewsDraft,
    publishedBy: string,
  ): NewsItem {
    return {
      id: this.ids.next('newsItem'),
      topicKind: topic.kind,
      topicId: topic.id,
      topicTitle: topic.title,
      topicPath: topic.path,
      title,
      text,
      occasion,
      publishedBy,
      publishedAt: this.clock.now(),
      sentThrough: null,
      letters: 0,
      sentAt: null,
      withdrawnAt: null,
      withdrawnBy: null,
      withdrawalReason: null,
      lettersStopped: 0,
      correctsId,
    };
  }
}

/** @throws FieldRejectedError */
function checkedDraft({ title, text, ...rest }: NewsDraft): NewsDraft {
  return {
    ...rest,
    title: checkedWords('title', title.replace(/\s+/g, ' '), MAX_TITLE),
    text: checkedWords('text', text, MAX_TEXT),
  };
}

/** @throws FieldRejectedError */
function checkedWords(field: string, words: string, max: number): string {
  const trimmed = words.trim();
  if (trimmed === '') throw new FieldRejectedError(field, 'field_required');
  if ([...trimmed].length > max) throw new FieldRejectedError(field, 'field_too_long', { max });
  if (MARKUP.test(trimmed)) throw new FieldRejectedError(field, 'field_has_markup');
  return trimmed;
}

function notFound(): RequestError {
  return new RequestError('NOT_FOUND', 'news_item_not_found');
}

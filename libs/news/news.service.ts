import { Inject, Injectable } from '@nestjs/common';
import { Clock, FieldRejectedError, IdSource } from '#kernel';
import { Database, Outbox, Signals, type Tx } from '#platform';
import { NewsRepository } from './news.repository.js';
import type { NamedTopic, NewsDraft, NewsItem, NewsTopic } from './news.types.js';

const MAX_TITLE = 60;
const MAX_TEXT = 2_000;
/** Words only: mails and pages show them as they are. */
const MARKUP = /<[a-z!/?]|&#?\w+;|javascript:/i;

/** News of a topic: public at once, and mailed to whoever asked to be told. What a topic is, its caller knows. */
@Injectable()
export class NewsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(NewsRepository) private readonly news: NewsRepository,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /**
   * Publishes what a person wrote: public at once, and mailed to everybody who had said yes by now.
   * @throws FieldRejectedError
   */
  async publish(topic: NamedTopic, draft: NewsDraft, publishedBy: string): Promise<NewsItem> {
    const item = this.itemOf(topic, checkedDraft(draft), publishedBy);
    await this.database.transaction((tx) => this.keepItem(tx, item));
    return item;
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
    if (item.topicKind === 'CAMPAIGN') await this.signals.send(tx, [{ kind: 'campaign', id: item.topicId }]);
    return true;
  }

  private itemOf(topic: NamedTopic, { title, text, occasion }: NewsDraft, publishedBy: string): NewsItem {
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
    };
  }
}

/** @throws FieldRejectedError */
function checkedDraft({ title, text, occasion }: NewsDraft): NewsDraft {
  const checked = (field: string, words: string, max: number): string => {
    const trimmed = words.trim();
    if (trimmed === '') throw new FieldRejectedError(field, 'field_required');
    if ([...trimmed].length > max) throw new FieldRejectedError(field, 'field_too_long', { max });
    if (MARKUP.test(trimmed)) throw new FieldRejectedError(field, 'field_has_markup');
    return trimmed;
  };
  return {
    title: checked('title', title.replace(/\s+/g, ' '), MAX_TITLE),
    text: checked('text', text, MAX_TEXT),
    occasion,
  };
}

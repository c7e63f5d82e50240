import { Inject, Injectable } from '@nestjs/common';
import { Clock, FieldRejectedError, IdSource, mailAddress, RequestError } from '#kernel';
import { Database, Limits, Mails, Vault, type Limit, type Tx } from '#platform';
import { NewsLinks } from './news-links.js';
import { TooManyLettersError } from './news.errors.js';
import { confirmationLetter } from './news.letters.js';
import { NewsRepository } from './news.repository.js';
import type { NamedTopic, NewsSubscription, NewsTopic } from './news.types.js';

/** To one address: a person asks again once or twice; more is somebody filling a stranger's mail box. */
const LETTERS_TO_ADDRESS: Limit = { name: 'news-confirm-to', points: 5, seconds: 3600 };
const LETTERS_FROM_ADDRESS: Limit = { name: 'news-confirm-from', points: 30, seconds: 600 };

/** An address that was typed and never confirmed is forgotten after so long. */
const UNCONFIRMED_DAYS = 7;
const DAY_MS = 86_400_000;
const SWEPT_AT_ONCE = 200;

/** Who asked to be told of a topic: asked twice, ended by one click. What a topic is, its caller knows. */
@Injectable()
export class NewsSubscriptions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(NewsRepository) private readonly news: NewsRepository,
    @Inject(NewsLinks) private readonly links: NewsLinks,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Mails) private readonly mails: Mails,
    @Inject(Limits) private readonly limits: Limits,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /**
   * Somebody asks to be told: a first letter goes out, and nothing else until its reader says yes. The answer is the
   * same whether or not the address is known.
   * @param address where the request came from
   * @throws FieldRejectedError email_malformed; TooManyLettersError
   */
  async subscribe(topic: NamedTopic, typed: string, locale: string, address: string): Promise<void> {
    const email = mailAddress('email', typed);
    if (email === null) throw new FieldRejectedError('email', 'email_malformed');
    await this.within(LETTERS_FROM_ADDRESS, address);
    const emailLookup = this.vault.emailLookup(email);
    await this.within(LETTERS_TO_ADDRESS, emailLookup);
    await this.database.transaction(async (tx) => {
      const known = await this.news.subscriptionOf(tx, topic, emailLookup);
      const subscription = known ?? (await this.keep(tx, topic, { email, emailLookup, locale }));
      await this.mails.enqueue(tx, {
        id: `mail_${this.ids.next('letter')}`,
        subjectId: subscription.subjectId,
        recipient: subscription.email,
        ...confirmationLetter(topic.title, this.links.page({ ...subscription, locale }), locale),
        attachmentKey: null,
        attachmentName: null,
      });
    });
  }

  /** The subscription a signed link leads to; null when it has ended, or the link is not one of ours. */
  async find(id: string, token: string): Promise<NewsSubscription | null> {
    return this.links.opens(id, token) ? this.news.subscription(id) : null;
  }

  /** Its owner says yes. @throws RequestError news_subscription_not_found */
  async confirm(id: string, token: string): Promise<NewsSubscription> {
    if (!this.links.opens(id, token)) throw notFound();
    await this.database.transaction((tx) => this.news.confirm(tx, id, this.clock.now()));
    const confirmed = await this.news.subscription(id);
    if (!confirmed) throw notFound();
    return confirmed;
  }

  /**
   * Ends a subscription and forgets its address; a letter that is queued already goes to nobody. Ended before, it stays
   * ended: the link is good for ever.
   * @throws RequestError news_subscription_not_found for a link that is not one of ours
   */
  async end(id: string, token: string): Promise<void> {
    if (!this.links.opens(id, token)) throw notFound();
    await this.database.transaction(async (tx) => {
      const subscription = await this.news.lockSubscription(tx, id);
      if (subscription) await this.forget(tx, [subscription]);
    });
  }

  /** Ends whatever is sealed under these persons, in the transaction that erases them. */
  async forgetSubjects(tx: Tx, subjectIds: readonly string[]): Promise<void> {
    await this.forget(tx, await this.news.ofSubjects(subjectIds));
  }

  /** What somebody follows. */
  ofSubjects(subjectIds: readonly string[]): Promise<NewsSubscription[]> {
    return this.news.ofSubjects(subjectIds);
  }

  /** Forgets addresses that were never confirmed. @returns how many */
  async sweep(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - UNCONFIRMED_DAYS * DAY_MS);
    const stale = await this.news.unconfirmedBefore(before, SWEPT_AT_ONCE);
    if (stale.length > 0) await this.database.transaction((tx) => this.forget(tx, stale));
    return stale.length;
  }

  /** How many have said yes. */
  count(topic: NewsTopic): Promise<number> {
    return this.news.countReaders(topic);
  }

  private async keep(
    tx: Tx,
    topic: NewsTopic,
    { email, emailLookup, locale }: { email: string; emailLookup: string; locale: string },
  ): Promise<NewsSubscription> {
    const subjectId = await this.vault.createSubject(tx, { email });
    const subscription = {
      id: this.ids.next('newsSubscription'),
      topicKind: topic.kind,
      topicId: topic.id,
      subjectId,
      email: await this.vault.seal(tx, subjectId, 'email', email),
      emailLookup,
      locale,
      createdAt: this.clock.now(),
      confirmedAt: null,
    };
    await this.news.insertSubscription(tx, subscription);
    return subscription;
  }

  private async forget(tx: Tx, subscriptions: readonly NewsSubscription[]): Promise<void> {
    await this.news.deleteSubscriptions(
      tx,
      subscriptions.map(({ id }) => id),
    );
    await this.vault.erase(
      tx,
      subscriptions.map(({ subjectId }) => subjectId),
    );
  }

  private async within(limit: Limit, of: string): Promise<void> {
    const seconds = await this.limits.consume(limit, of);
    if (seconds > 0) throw new TooManyLettersError(seconds);
  }
}

function notFound(): RequestError {
  return new RequestError('NOT_FOUND', 'news_subscription_not_found');
}

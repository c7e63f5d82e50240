import type { NewsTopicKind, Sealed } from '#platform';

/** What there is news of. */
export interface NewsTopic {
  kind: NewsTopicKind;
  id: string;
}

/** The same with what its readers are told of it. */
export interface NamedTopic extends NewsTopic {
  title: string;
  /** Its page: a path on this site, without the language's prefix. */
  path: string;
}

export interface NewsItem {
  id: string;
  topicKind: NewsTopicKind;
  topicId: string;
  topicTitle: string;
  topicPath: string;
  title: string;
  text: string;
  occasion: string | null;
  publishedBy: string;
  publishedAt: Date;
  sentThrough: string | null;
  letters: number;
  sentAt: Date | null;
  /** When, by whom and why it was withdrawn; all three or none. */
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawalReason: string | null;
  /** Letters that were queued and not sent, because it was withdrawn. */
  lettersStopped: number;
  /** The withdrawn item it puts right. */
  correctsId: string | null;
}

export interface NewsSubscription {
  id: string;
  topicKind: NewsTopicKind;
  topicId: string;
  subjectId: string;
  email: Sealed;
  emailLookup: string;
  locale: string;
  createdAt: Date;
  confirmedAt: Date | null;
}

/** What is to be published. */
export interface NewsDraft {
  title: string;
  text: string;
  /** Of what tells itself, e.g. `milestone:50`: the same occasion is told once. */
  occasion: string | null;
  /** The withdrawn item it puts right. */
  correctsId?: string | null;
}

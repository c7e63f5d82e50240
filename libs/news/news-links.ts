import { Inject, Injectable } from '@nestjs/common';
import { accessTokenFor, holdsAccessToken } from '#identity';
import { Settings } from '#platform';
import type { NewsItem, NewsSubscription } from './news.types.js';

/** Signed links to one subscription, for whoever reads its letters. */
@Injectable()
export class NewsLinks {
  constructor(@Inject(Settings) private readonly settings: Pick<Settings, 'publicUrl' | 'sessionSecret'>) {}

  /** Where a subscription is confirmed or ended by hand. */
  page({ id, locale }: Pick<NewsSubscription, 'id' | 'locale'>): string {
    return `${this.settings.publicUrl}${prefixOf(locale)}/news/${id}?token=${this.tokenFor(id)}`;
  }

  /** What a mail program posts to when its reader presses its own button (RFC 8058). */
  oneClick(id: string): string {
    return `${this.settings.publicUrl}/news/unsubscribe/${id}?token=${this.tokenFor(id)}`;
  }

  /** The page of what the news is about. */
  topic(path: string, locale: string): string {
    return `${this.settings.publicUrl}${prefixOf(locale)}${path}`;
  }

  opens(id: string, token: string): boolean {
    return holdsAccessToken(`news:${id}`, token, this.settings.sessionSecret);
  }

  private tokenFor(id: string): string {
    return accessTokenFor(`news:${id}`, this.settings.sessionSecret);
  }
}

function prefixOf(locale: string): string {
  return locale === 'en' ? '/en' : '';
}

/** The page of an item of a campaign: a path on this site, without the language's prefix. */
export function newsPath({ topicPath, id }: Pick<NewsItem, 'topicPath' | 'id'>): string {
  return `${topicPath}/news/${id}`;
}

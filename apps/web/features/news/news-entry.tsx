import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../../components/notice.js';
import { chinaDay } from '../../lib/china-time.js';
import { readFragment, type FragmentOf, type ResultOf } from '../../lib/graphql.js';
import { NewsEntryParts } from './news-entry.fragment.js';
import { NewsText } from './news-text.js';
import './news.css';

type Entry = ResultOf<typeof NewsEntryParts>;
type Item = Extract<Entry, { __typename: 'NewsItem' }>;
type Withdrawn = Extract<Entry, { __typename: 'WithdrawnNews' }>;

/** One item of news in full; withdrawn, it says when and why, and where the right words are. */
export function NewsEntry({ entry }: { entry: FragmentOf<typeof NewsEntryParts> }) {
  const read = readFragment(NewsEntryParts, entry);
  return (
    <article className="page reading news-entry">
      {read.__typename === 'NewsItem' ? <Standing item={read} /> : <Gone item={read} />}
    </article>
  );
}

function Standing({ item }: { item: Item }) {
  const { t } = useTranslation('news');
  const { title, text, publishedAt, corrects, topicPath } = item;
  return (
    <>
      <h1>{title}</h1>
      <Origin item={item}>
        <time dateTime={publishedAt}>{chinaDay(publishedAt)}</time>
      </Origin>
      {corrects ? (
        <Notice title={t('correction.title')}>
          <p>
            {t('correction.text', { day: chinaDay(corrects.publishedAt), reason: corrects.withdrawalReason })}{' '}
            <Link className="link" to={`${topicPath}/news/${corrects.id}`}>
              {t('correction.old')}
            </Link>
          </p>
        </Notice>
      ) : null}
      <NewsText text={text} />
    </>
  );
}

function Gone({ item }: { item: Withdrawn }) {
  const { t } = useTranslation('news');
  const { publishedAt, withdrawnAt, withdrawalReason, correction, topicPath } = item;
  return (
    <>
      <h1>{t('withdrawn.title')}</h1>
      <Origin item={item} />
      <p>{t('withdrawn.text', { published: chinaDay(publishedAt), withdrawn: chinaDay(withdrawnAt) })}</p>
      <Notice tone="waiting" title={t('withdrawn.why')}>
        {withdrawalReason}
      </Notice>
      {correction ? (
        <p>
          {t('withdrawn.corrected')}{' '}
          <Link className="link" to={`${topicPath}/news/${correction.id}`}>
            {correction.title}
          </Link>
        </p>
      ) : null}
    </>
  );
}

function Origin({ item, children }: { item: Pick<Item, 'topicPath' | 'topicTitle'>; children?: ReactNode }) {
  return (
    <p className="small muted news-origin num">
      <Link className="link" to={item.topicPath}>
        {item.topicTitle}
      </Link>
      {children}
    </p>
  );
}

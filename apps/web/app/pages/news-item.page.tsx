import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { NewsEntry } from '../../features/news/index.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { NewsItemPageQuery } from './news-item.query.js';
import { NotFound } from './not-found.page.js';
import { PageState } from './page-state.js';

/** One item of news at an address of its own; withdrawn, it says when and why. */
export function NewsItemPage() {
  const { t } = useTranslation(['news', 'common']);
  const { slug = '', id = '' } = useParams();
  const query = usePageQuery(NewsItemPageQuery, { id });
  const entry = query.status === 'ready' ? query.data.newsItem : null;
  const title = entry?.__typename === 'NewsItem' ? entry.title : t('withdrawn.title');
  usePageTitle(entry ? t('common:site.title', { page: title }) : undefined);
  return (
    <PageState query={query} shape="words">
      {({ newsItem }) => (newsItem?.topicPath === `/c/${slug}` ? <NewsEntry entry={newsItem} /> : <NotFound />)}
    </PageState>
  );
}

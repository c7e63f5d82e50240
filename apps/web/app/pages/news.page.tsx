import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { SubscriptionQuery } from '../../features/news/subscription.query.js';
import { SubscriptionView } from '../../features/news/subscription-view.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { PageState } from './page-state.js';

/** Where the link of a letter leads: to say yes to a subscription, or to end it. */
export default function NewsPage() {
  const { t } = useTranslation(['news', 'common']);
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  usePageTitle(t('common:site.title', { page: t('title') }));
  const query = usePageQuery(SubscriptionQuery, { id, token });
  return (
    <PageState query={query} shape="words">
      {({ newsSubscription }) => <SubscriptionView subscription={newsSubscription} token={token} />}
    </PageState>
  );
}

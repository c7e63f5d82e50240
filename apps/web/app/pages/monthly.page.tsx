import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { SiteFrame } from '../../components/site-frame.js';
import { MonthlyGiftView } from '../../features/monthly-gift/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { NotFound } from './not-found.page.js';

/** Where a giver changes, pauses or stops a monthly gift, by cookie or a signed link. */
export default function MonthlyPage() {
  const { t } = useTranslation(['monthly', 'common']);
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  usePageTitle(t('common:site.title', { page: t('title') }));
  return (
    <SiteFrame>
      <MonthlyGiftView
        key={id}
        id={id}
        accessToken={search.get('token')}
        cardUpdateId={search.get('card')}
        notFound={<NotFound title={t('notFound.title')} text={t('notFound.text')} />}
      />
    </SiteFrame>
  );
}

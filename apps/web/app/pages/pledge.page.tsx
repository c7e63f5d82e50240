import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { SiteFrame } from '../../components/site-frame.js';
import { PledgeView } from '../../features/pledge/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { NotFound } from './not-found.page.js';

/** Where the payment page sends the donor back to, and where a receipt's link leads. */
export default function PledgePage() {
  const { t } = useTranslation(['pledge', 'common']);
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  usePageTitle(t('common:site.title', { page: t('title') }));
  return (
    <SiteFrame>
      <PledgeView
        key={id}
        id={id}
        accessToken={search.get('token')}
        notFound={<NotFound title={t('notFound.title')} text={t('notFound.text')} />}
      />
    </SiteFrame>
  );
}

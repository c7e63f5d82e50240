import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Filing } from '../../features/campaign/index.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { FilingPageQuery } from './filing.query.js';
import { NotFound } from './not-found.page.js';
import { PageState } from './page-state.js';

/** The charity's details, its certificate and the filed plan, in full. */
export function FilingPage() {
  const { t } = useTranslation(['campaign', 'common']);
  const { slug = '' } = useParams();
  usePageTitle(t('common:site.title', { page: t('filing.title') }));
  const query = usePageQuery(FilingPageQuery, { slug });
  return (
    <PageState query={query} shape="list">
      {({ campaign }) =>
        campaign ? (
          <div className="page reading filing-page">
            <h1>{t('filing.title')}</h1>
            <p className="small">
              <Link to={`/c/${campaign.slug}`}>{t('filing.back', { title: campaign.title })}</Link>
            </p>
            <Filing campaign={campaign} />
          </div>
        ) : (
          <NotFound />
        )
      }
    </PageState>
  );
}

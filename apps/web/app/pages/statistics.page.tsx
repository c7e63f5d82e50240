import { useTranslation } from 'react-i18next';
import { GivingStatistics } from '../../features/statistics/index.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { PageState } from './page-state.js';
import { StatisticsPageQuery } from './statistics.query.js';
import './open.page.css';

/** Giving by day, city, destination and payment method. */
export function StatisticsPage() {
  const { t } = useTranslation(['open', 'common']);
  usePageTitle(t('common:site.title', { page: t('statistics.title') }));
  const query = usePageQuery(StatisticsPageQuery, {});
  return (
    <PageState query={query} wide shape="cards">
      {({ statistics }) => (
        <div className="page open-page">
          <header>
            <h1>{t('statistics.title')}</h1>
            <p className="muted">{t('statistics.lead')}</p>
          </header>
          <GivingStatistics statistics={statistics} />
        </div>
      )}
    </PageState>
  );
}

import { useTranslation } from 'react-i18next';
import { BooksDownloads, CampaignDisclosures } from '../../features/disclosures/index.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { DisclosuresPageQuery } from './disclosures.query.js';
import { PageState } from './page-state.js';
import './open.page.css';

/** 信息公开: what the law wants told of each campaign and by when, and what can be taken home. */
export function DisclosuresPage() {
  const { t } = useTranslation(['open', 'common']);
  usePageTitle(t('common:site.title', { page: t('disclosures.title') }));
  const query = usePageQuery(DisclosuresPageQuery, {});
  return (
    <PageState query={query} wide shape="cards">
      {({ campaigns: { edges }, latestBooksHead }) => (
        <div className="page open-page">
          <header>
            <h1>{t('disclosures.title')}</h1>
            <p className="muted">{t('disclosures.lead')}</p>
          </header>
          <BooksDownloads head={latestBooksHead} />
          {edges.length === 0 ? <p className="card muted">{t('disclosures.none')}</p> : null}
          {edges.map(({ node }) => (
            <CampaignDisclosures key={node.id} campaign={node} />
          ))}
        </div>
      )}
    </PageState>
  );
}

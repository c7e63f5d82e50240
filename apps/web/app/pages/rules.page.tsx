import { useTranslation } from 'react-i18next';
import { CampaignRule } from '../../features/rules/index.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { PageState } from './page-state.js';
import { RulesPageQuery } from './rules.query.js';
import './open.page.css';

/** How gifts are divided: the rule in force of each campaign, in plain words and by an example. */
export function RulesPage() {
  const { t } = useTranslation(['open', 'common']);
  usePageTitle(t('common:site.title', { page: t('rules.title') }));
  const query = usePageQuery(RulesPageQuery, {});
  return (
    <PageState query={query} wide shape="cards">
      {({ campaigns: { edges } }) => (
        <div className="page open-page">
          <header>
            <h1>{t('rules.title')}</h1>
            <p className="muted">{t('rules.lead')}</p>
          </header>
          {edges.length === 0 ? <p className="card muted">{t('rules.none')}</p> : null}
          {edges.map(({ node }) => (
            <CampaignRule key={node.id} campaign={node} />
          ))}
          <section aria-labelledby="odd-title">
            <h2 id="odd-title">{t('rules.odd')}</h2>
            <p>{t('rules.oddText')}</p>
          </section>
        </div>
      )}
    </PageState>
  );
}

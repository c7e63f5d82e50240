import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { TeamDeskView } from '../../features/teams/team-desk-view.js';
import { TeamDeskQuery } from '../../features/teams/team-desk.queries.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { NotFound } from './not-found.page.js';
import { PageState } from './page-state.js';

/** Where those who lead a team look after it, by a signed link of their own or signed in. */
export default function TeamDeskPage() {
  const { t } = useTranslation(['teams', 'common']);
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const token = search.get('token');
  usePageTitle(t('common:site.title', { page: t('desk.title') }));
  const query = usePageQuery(TeamDeskQuery, { id, token });
  return (
    <PageState query={query} shape="form">
      {({ teamDesk }) =>
        teamDesk && query.status === 'ready' ? (
          <div className="page reading">
            <TeamDeskView key={id} desk={teamDesk} token={token} onChanged={query.refresh} />
          </div>
        ) : (
          <NotFound title={t('desk.notFound')} text={t('desk.notFoundText')} />
        )
      }
    </PageState>
  );
}

import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { JoinTeamForm } from '../../features/teams/join-team-form.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { JoinTeamPageQuery } from './join-team.query.js';
import { PageState } from './page-state.js';

/** Accepts an invitation to lead a team along. */
export default function JoinTeamPage() {
  const { t } = useTranslation(['teams', 'common']);
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  usePageTitle(t('common:site.title', { page: t('join.title') }));
  const query = usePageQuery(JoinTeamPageQuery, { id });
  return (
    <PageState query={query} shape="form">
      {({ team, viewer }) => (
        <div className="page reading">
          <h1>{t('join.title')}</h1>
          {/* A team that staff still look at has no public page, but may be led by several. */}
          <p>{team ? t('join.lead', { team: team.name, campaign: team.campaign.title }) : t('join.leadPlain')}</p>
          <JoinTeamForm
            teamId={id}
            invitation={search.get('invitation') ?? ''}
            knowsEmail={viewer?.hasEmail ?? false}
          />
        </div>
      )}
    </PageState>
  );
}

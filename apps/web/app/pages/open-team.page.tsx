import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { Notice } from '../../components/notice.js';
import { OpenTeamForm } from '../../features/teams/open-team-form.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { NotFound } from './not-found.page.js';
import { OpenTeamPageQuery } from './open-team.query.js';
import { PageState } from './page-state.js';

/** Opens a team under a campaign, or a squad of the team the address names. */
export default function OpenTeamPage() {
  const { t } = useTranslation(['teams', 'common']);
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const parentId = search.get('team') ?? '';
  usePageTitle(t('common:site.title', { page: t('open.title') }));
  const query = usePageQuery(OpenTeamPageQuery, { slug, parentId });
  return (
    <PageState query={query} shape="form">
      {({ campaign, team, viewer, teamReview }) => {
        if (!campaign) return <NotFound />;
        const parent = team?.campaign.id === campaign.id && team.state === 'PUBLIC' ? team : null;
        return (
          <div className="page reading">
            <h1>{parent ? t('open.squadTitle', { team: parent.name }) : t('open.title')}</h1>
            <p className="small">
              <Link to={`/c/${campaign.slug}`}>{campaign.title}</Link>
            </p>
            {campaign.state === 'LIVE' ? (
              <OpenTeamForm
                campaign={campaign}
                parent={parent && { id: parent.id, name: parent.name, regionCode: parent.region?.code ?? null }}
                knowsEmail={viewer?.hasEmail ?? false}
                review={teamReview}
              />
            ) : (
              <Notice tone="waiting">{t('open.notLive')}</Notice>
            )}
          </div>
        );
      }}
    </PageState>
  );
}

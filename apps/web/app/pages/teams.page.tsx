import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { TeamFinder } from '../../features/teams/index.js';
import { formatCount } from '../../lib/money.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { NotFound } from './not-found.page.js';
import { PageState } from './page-state.js';
import { TeamsPageQuery } from './teams.query.js';

/** Every team of a campaign: find yours, or start one. */
export function TeamsPage() {
  const { t } = useTranslation(['teams', 'common']);
  const { slug = '' } = useParams();
  usePageTitle(t('common:site.title', { page: t('finder.title') }));
  const query = usePageQuery(TeamsPageQuery, { slug });
  return (
    <PageState query={query} shape="list">
      {({ campaign }) =>
        campaign ? (
          <div className="page reading">
            <h1>{t('finder.title')}</h1>
            <p className="small">
              <Link to={`/c/${campaign.slug}`}>{campaign.title}</Link>
              {' · '}
              <span className="num">
                {t('board.counts', {
                  teams: formatCount(campaign.teamCounts.teams),
                  squads: formatCount(campaign.teamCounts.squads),
                })}
              </span>
            </p>
            <TeamFinder campaignId={campaign.id} slug={campaign.slug} />
            {campaign.state === 'LIVE' ? (
              <p className="team-actions">
                <Link className="button compact" to={`/c/${campaign.slug}/open-team`}>
                  {t('board.open')}
                </Link>
              </p>
            ) : null}
          </div>
        ) : (
          <NotFound />
        )
      }
    </PageState>
  );
}

import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { GiveAction, GiveBar } from '../../features/giving/index.js';
import { FollowTeam } from '../../features/news/index.js';
import { TeamFoot, TeamHead, TeamProgress, TeamSquads, useLiveTeam } from '../../features/teams/index.js';
import type { ResultOf } from '../../lib/graphql.js';
import { useHashSheet } from '../../lib/use-hash-sheet.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { NotFound } from './not-found.page.js';
import { PageState } from './page-state.js';
import { TeamPageQuery } from './team.query.js';
import './campaign.page.css';

const loadGiveSheet = () => import('../../features/giving/give-sheet.js');
const GiveSheet = lazy(loadGiveSheet);
const SubscribeSheet = lazy(() => import('../../features/news/subscribe-sheet.js'));
const ConcernSheet = lazy(() => import('../../features/concern/concern-sheet.js'));

/** A team: what it has raised, what it says, its squads; give in its name, pass it on. */
export function TeamPage() {
  const { t } = useTranslation();
  const { slug = '', id = '' } = useParams();
  const query = usePageQuery(TeamPageQuery, { id });
  const team = query.status === 'ready' ? query.data.team : null;
  usePageTitle(team ? t('site.title', { page: team.name }) : undefined);
  return (
    <PageState query={query} wide shape="campaign">
      {({ team }) => (team && team.campaign.slug === slug ? <TeamContent key={team.id} team={team} /> : <NotFound />)}
    </PageState>
  );
}

type Team = NonNullable<ResultOf<typeof TeamPageQuery>['team']>;

function TeamContent({ team }: { team: Team }) {
  const totals = useLiveTeam(team);
  const sheet = useHashSheet();
  // In the name of a team that is over no gift is made; the campaign still takes them, on its own page.
  const state = totals.state === 'PUBLIC' ? team.campaign.state : 'TEAM_OVER';
  const action = { state, onGive: () => sheet.open('give'), onIntent: () => void loadGiveSheet() };
  useEffect(() => {
    const timer = setTimeout(() => void loadGiveSheet(), 2_500);
    return () => clearTimeout(timer);
  }, []);
  const parts = { team, totals };
  return (
    <>
      <div className="page campaign-page">
        <div className="campaign-top">
          <TeamHead team={team} />
        </div>
        <aside className="campaign-side">
          <div className="campaign-side-card">
            <TeamProgress {...parts} />
            <div className="campaign-side-action">
              <GiveAction {...action} />
            </div>
          </div>
        </aside>
        <div className="campaign-body">
          <TeamSquads {...parts} />
          <FollowTeam onFollow={() => sheet.open('news')} />
          <TeamFoot team={team} onReport={() => sheet.open('report')} />
        </div>
      </div>
      <GiveBar {...action} />
      <Suspense fallback={null}>
        {sheet.current === 'give' ? (
          <GiveSheet
            campaign={team.campaign}
            chosenRegion={team.region?.code ?? null}
            team={team}
            state={state}
            onClose={sheet.close}
          />
        ) : null}
        {sheet.current === 'news' ? <SubscribeSheet kind="TEAM" id={team.id} onClose={sheet.close} /> : null}
        {sheet.current === 'report' ? (
          <ConcernSheet campaignId={team.campaign.id} teamId={team.id} onClose={sheet.close} />
        ) : null}
      </Suspense>
    </>
  );
}

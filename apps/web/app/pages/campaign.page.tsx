import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import {
  CampaignHead,
  CheckUs,
  CityMap,
  RaisedPanel,
  Story,
  useLiveCampaign,
  Wall,
} from '../../features/campaign/index.js';
import { GiveAction, GiveBar } from '../../features/giving/index.js';
import { NewsList } from '../../features/news/index.js';
import { TeamBoard } from '../../features/teams/index.js';
import type { ResultOf } from '../../lib/graphql.js';
import { useHashSheet } from '../../lib/use-hash-sheet.js';
import { usePageQuery, type PageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { CampaignPageQuery } from './campaign.query.js';
import { NotFound } from './not-found.page.js';
import { PageState } from './page-state.js';
import './campaign.page.css';

const loadGiveSheet = () => import('../../features/giving/give-sheet.js');
const GiveSheet = lazy(loadGiveSheet);
const SubscribeSheet = lazy(() => import('../../features/news/subscribe-sheet.js'));
const ConcernSheet = lazy(() => import('../../features/concern/concern-sheet.js'));

/** A campaign: what it is for, where the money goes, who gave, and how to check. */
export function CampaignPage() {
  const { t } = useTranslation();
  const { slug = '' } = useParams();
  const query = usePageQuery(CampaignPageQuery, { slug });
  const title = query.status === 'ready' ? (query.data.campaign?.title ?? t('notFound.title')) : undefined;
  usePageTitle(title && t('site.title', { page: title }));
  useSecondLook(query);
  return (
    <PageState query={query} wide shape="campaign">
      {({ campaign }) => (campaign ? <CampaignContent key={campaign.id} campaign={campaign} /> : <NotFound />)}
    </PageState>
  );
}

/**
 * The server renders for a visitor nobody knows. Where it found nothing, the browser asks once more as the person it
 * is: staff see their drafts here before the public does.
 */
function useSecondLook(query: PageQuery<ResultOf<typeof CampaignPageQuery>>): void {
  const looked = useRef(false);
  useEffect(() => {
    if (looked.current || query.status !== 'ready' || query.data.campaign) return;
    looked.current = true;
    query.refresh();
  }, [query]);
}

type Campaign = NonNullable<ResultOf<typeof CampaignPageQuery>['campaign']>;

function CampaignContent({ campaign }: { campaign: Campaign }) {
  const live = useLiveCampaign(campaign.slug, campaign);
  const sheet = useHashSheet();
  const [chosenRegion, setChosenRegion] = useState<string | null>(null);
  const { state } = live.totals;
  const give = (regionCode: string | null): void => {
    setChosenRegion(regionCode);
    sheet.open('give');
  };
  const action = { state, onGive: () => give(null), onIntent: () => void loadGiveSheet() };

  useEffect(() => {
    // Once the page stands still, the form is fetched, so that a slow network is not met at the first tap.
    const timer = setTimeout(() => void loadGiveSheet(), 2_500);
    return () => clearTimeout(timer);
  }, []);

  return (
    <>
      <div className="page campaign-page">
        <div className="campaign-top">
          <CampaignHead campaign={campaign} />
        </div>
        <aside className="campaign-side">
          <div className="campaign-side-card">
            <RaisedPanel totals={live.totals} fellBy={live.fellBy} />
            <div className="campaign-side-action">
              <GiveAction {...action} />
            </div>
          </div>
        </aside>
        <div className="campaign-body">
          <CityMap cities={live.totals.cities} onGive={state === 'LIVE' ? give : undefined} />
          <Story campaign={campaign} />
          <NewsList slug={campaign.slug} campaign={campaign} onSubscribe={() => sheet.open('news')} />
          <TeamBoard campaign={campaign} />
          <Wall slug={campaign.slug} firstPage={campaign.wall} newest={live.newestWall} />
          <CheckUs
            campaign={campaign}
            position={live.totals.progress.asOfPosition}
            onReport={() => sheet.open('report')}
          />
        </div>
      </div>
      <GiveBar {...action} />
      <Suspense fallback={null}>
        {sheet.current === 'give' ? (
          <GiveSheet campaign={campaign} chosenRegion={chosenRegion} state={state} onClose={sheet.close} />
        ) : null}
        {sheet.current === 'news' ? <SubscribeSheet kind="CAMPAIGN" id={campaign.id} onClose={sheet.close} /> : null}
        {sheet.current === 'report' ? <ConcernSheet campaignId={campaign.id} onClose={sheet.close} /> : null}
      </Suspense>
    </>
  );
}

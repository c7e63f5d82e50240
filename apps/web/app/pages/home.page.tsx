import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Cartogram } from '../../components/cartogram.js';
import { CampaignCard } from '../../features/campaign/index.js';
import type { ResultOf } from '../../lib/graphql.js';
import { fenOf } from '../../lib/money.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { HomeQuery } from './home.query.js';
import { PageState } from './page-state.js';
import './home.page.css';

type Campaigns = ResultOf<typeof HomeQuery>['campaigns']['edges'][number]['node'][];

/** Campaigns to give to, and in three steps how a gift travels. */
export function HomePage() {
  const { t } = useTranslation(['campaign', 'common']);
  usePageTitle(t('common:site.title', { page: t('home.title') }));
  const query = usePageQuery(HomeQuery, {});
  return (
    <PageState query={query} wide shape="cards">
      {({ campaigns, cities }) => {
        const all = campaigns.edges.map(({ node }) => node);
        const live = all.filter(({ state }) => state === 'LIVE');
        const past = all.filter(({ state }) => state !== 'LIVE');
        return (
          <div className="page home-page">
            <header className="home-lead">
              <h1>{t('home.title')}</h1>
              <p className="muted">{t('home.lead')}</p>
            </header>
            <CampaignGroup title={t('home.live')} campaigns={live} empty={t('home.none')} />
            <p className="home-all">
              <Link className="link" to="/campaigns">
                {t('home.all')}
              </Link>
            </p>
            <Cities cities={cities} />
            {past.length > 0 ? <CampaignGroup title={t('home.past')} campaigns={past} /> : null}
            <HowItWorks />
          </div>
        );
      }}
    </PageState>
  );
}

function CampaignGroup({ title, campaigns, empty }: { title: string; campaigns: Campaigns; empty?: string }) {
  return (
    <section>
      <h2>{title}</h2>
      {campaigns.length === 0 && empty ? <p className="card muted">{empty}</p> : null}
      <div className="home-cards">
        {campaigns.map((campaign) => (
          <CampaignCard key={campaign.id} campaign={campaign} />
        ))}
      </div>
    </section>
  );
}

function Cities({ cities }: Pick<ResultOf<typeof HomeQuery>, 'cities'>) {
  const { t } = useTranslation(['campaign', 'common']);
  return (
    <section aria-labelledby="home-cities">
      <h2 id="home-cities">{t('home.cities')}</h2>
      <p className="small muted">{t('home.citiesHint')}</p>
      <Cartogram
        tiles={cities.map(({ region, allocated, row, column }) => ({
          ...region,
          amount: fenOf(allocated),
          row,
          column,
        }))}
      />
    </section>
  );
}

const STEPS = ['give', 'split', 'trace'] as const;

function HowItWorks() {
  const { t } = useTranslation(['campaign', 'common']);
  return (
    <section>
      <h2>{t('home.how')}</h2>
      <ol className="card home-steps">
        {STEPS.map((step, index) => (
          <li key={step}>
            <span className="home-step-mark num" aria-hidden="true">
              {index + 1}
            </span>
            <div>
              <h3>{t(`home.steps.${step}.title`)}</h3>
              <p className="small muted">{t(`home.steps.${step}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '../../components/data-table.js';
import { percentOf } from '../../components/progress-line.js';
import { chinaDay } from '../../lib/china-time.js';
import { readFragment, type FragmentOf, type ResultOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { CityParts } from './city.fragment.js';

type City = ResultOf<typeof CityParts>;

/** What came in for a city, what was paid, what waits; then how one becomes the other. `children` stand beside it. */
export function CityAccounts({ city: parts, children }: { city: FragmentOf<typeof CityParts>; children: ReactNode }) {
  const { t } = useTranslation('open');
  const city = readFragment(CityParts, parts);
  return (
    <>
      <header>
        <h1>{t('city.title', { city: city.region.name })}</h1>
        <p className="muted">{t('city.lead', { federation: city.orgUnit.name })}</p>
      </header>
      <section aria-label={t('city.figures')}>
        <Figures {...city} />
      </section>
      <div className="open-columns">
        <Bridge {...city} />
        <div>
          <Campaigns campaigns={city.campaigns} />
          {children}
        </div>
      </div>
    </>
  );
}

function Figures({ allocated, paid, held, payments, waitingSince, waitingDays }: City) {
  const { t } = useTranslation('open');
  const rate = percentOf(BigInt(payments.onTime), BigInt(payments.paid));
  return (
    <dl className="card open-figures num">
      <div>
        <dt className="tiny muted">{t('city.allocated')}</dt>
        <dd>{formatYuan(fenOf(allocated))}</dd>
      </div>
      <div>
        <dt className="tiny muted">{t('city.paid')}</dt>
        <dd>{formatYuan(fenOf(paid))}</dd>
        <dd>{payments.paid === 0 ? t('city.noPayments') : t('city.paymentCount', { count: payments.paid })}</dd>
      </div>
      <div>
        <dt className="tiny muted">{t('city.held')}</dt>
        <dd>{formatYuan(fenOf(held))}</dd>
        <dd>
          {waitingSince === null
            ? t('city.nothingWaits')
            : waitingDays
              ? t('city.waiting', { day: chinaDay(waitingSince), count: waitingDays })
              : t('city.waitingToday')}
        </dd>
      </div>
      <div>
        <dt className="tiny muted">{t('city.onTime')}</dt>
        <dd>{payments.paid === 0 ? t('city.noRate') : t('city.rate', { percent: rate })}</dd>
        <dd>{t('city.onTimeRule', { days: payments.days })}</dd>
      </div>
    </dl>
  );
}

function Bridge({ bridge, allocated, paid, held }: City) {
  const { t } = useTranslation('open');
  const columns = [{ title: t('city.line') }, { title: t('city.amount'), numeric: true }];
  const rows = (lines: City['bridge']['inflows']) =>
    lines.map(({ key, label, amount }) => ({ id: key, cells: [label, formatYuan(fenOf(amount))] }));
  return (
    <section aria-labelledby="bridge-title">
      <h2 id="bridge-title">{t('city.bridge')}</h2>
      <p className="small muted">{t('city.bridgeText')}</p>
      <DataTable
        caption={t('city.inflows')}
        columns={columns}
        rows={rows(bridge.inflows)}
        foot={[t('city.allocated'), formatYuan(fenOf(allocated))]}
      />
      <DataTable
        caption={t('city.outflows')}
        columns={columns}
        rows={rows(bridge.outflows)}
        foot={[t('city.paid'), formatYuan(fenOf(paid))]}
      />
      <DataTable
        caption={t('city.holdings')}
        columns={columns}
        rows={rows(bridge.holdings)}
        foot={[t('city.held'), formatYuan(fenOf(held))]}
      />
    </section>
  );
}

function Campaigns({ campaigns }: Pick<City, 'campaigns'>) {
  const { t } = useTranslation(['open', 'common']);
  return (
    <section aria-labelledby="from-title">
      <h2 id="from-title">{t('city.from')}</h2>
      {campaigns.length === 0 ? (
        <p className="card muted">{t('city.noCampaigns')}</p>
      ) : (
        <DataTable
          quiet
          caption={t('city.from')}
          columns={[{ title: t('city.campaign') }, { title: t('city.allocated'), numeric: true }]}
          rows={campaigns.map(({ campaign, allocated }) => ({
            id: campaign.slug,
            cells: [
              <>
                <Link to={`/c/${campaign.slug}`}>{campaign.title}</Link>{' '}
                <span className="tiny muted">{t(`common:campaignState.${campaign.state}`)}</span>
              </>,
              formatYuan(fenOf(allocated)),
            ],
          }))}
        />
      )}
    </section>
  );
}

import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '../../components/data-table.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { readFragment, type FragmentOf } from '../../lib/graphql.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import { useHydrated } from '../../lib/use-hydrated.js';
import { StatisticsParts } from './statistics.fragment.js';
import './statistics.css';

const GivingChart = lazy(() => import('./giving-chart.js'));

/** The figures as tables, which need no script; a chart of the days is drawn above them once it has loaded. */
export function GivingStatistics({ statistics }: { statistics: FragmentOf<typeof StatisticsParts> }) {
  const { t } = useTranslation(['open', 'common']);
  const hydrated = useHydrated();
  const { asOf, gifts, amount, days, cities, sources, methods } = readFragment(StatisticsParts, statistics);
  const whole = { gifts, amount };
  return (
    <>
      <section aria-label={t('statistics.totals')}>
        <dl className="card open-figures num">
          <div>
            <dt className="tiny muted">{t('statistics.amount')}</dt>
            <dd>{formatYuan(fenOf(amount))}</dd>
          </div>
          <div>
            <dt className="tiny muted">{t('statistics.gifts')}</dt>
            <dd>{formatCount(gifts)}</dd>
          </div>
        </dl>
        <p className="tiny muted num">{t('statistics.asOf', { time: chinaDayAndClock(asOf) })}</p>
      </section>
      {days.length > 0 ? (
        <section aria-labelledby="days-title">
          <h2 id="days-title">{t('statistics.days')}</h2>
          <div className="giving-chart-frame">
            {hydrated ? (
              <Suspense fallback={null}>
                <GivingChart days={days} />
              </Suspense>
            ) : null}
          </div>
          <Groups
            title={t('statistics.days')}
            of={t('statistics.day')}
            rows={[...days].reverse().map((row) => ({ ...row, id: row.day, name: row.day }))}
          />
        </section>
      ) : (
        <p className="card muted">{t('statistics.none')}</p>
      )}
      <div className="open-columns">
        <section aria-labelledby="by-city-title">
          <h2 id="by-city-title">{t('statistics.cities')}</h2>
          <Groups
            title={t('statistics.cities')}
            of={t('statistics.city')}
            rows={cities.map(({ region, ...row }) => ({
              ...row,
              id: region.code,
              name: <Link to={`/cities/${region.code}`}>{region.name}</Link>,
            }))}
          />
        </section>
        <div>
          <section aria-labelledby="by-source-title">
            <h2 id="by-source-title">{t('statistics.sources')}</h2>
            <Groups
              title={t('statistics.sources')}
              of={t('statistics.source')}
              whole={whole}
              rows={sources.map(({ source, ...row }) => ({
                ...row,
                id: source,
                name: t(`statistics.sourceNames.${source === 'DIRECT' ? 'DIRECT' : 'POOL'}`),
              }))}
            />
          </section>
          <section aria-labelledby="by-method-title">
            <h2 id="by-method-title">{t('statistics.methods')}</h2>
            <Groups
              title={t('statistics.methods')}
              of={t('statistics.method')}
              rows={methods.map(({ method, ...row }) => ({
                ...row,
                id: method,
                name: t(`common:paymentMethod.${method}`),
              }))}
            />
          </section>
        </div>
      </div>
    </>
  );
}

interface GroupsProps {
  title: string;
  of: string;
  rows: readonly { id: string; name: ReactNode; gifts: number | null; amount: string | null }[];
  whole?: { gifts: number; amount: string };
}

function Groups({ title, of, rows, whole }: GroupsProps) {
  const { t } = useTranslation('open');
  if (rows.length === 0) return <p className="card muted">{t('statistics.none')}</p>;
  return (
    <DataTable
      quiet
      caption={title}
      columns={[
        { title: of },
        { title: t('statistics.gifts'), numeric: true },
        { title: t('statistics.amount'), numeric: true },
      ]}
      rows={rows.map(({ id, name, gifts, amount }) => ({
        id,
        cells: [
          name,
          gifts === null ? <span className="tiny muted few">{t('statistics.few')}</span> : formatCount(gifts),
          amount === null ? '' : formatYuan(fenOf(amount)),
        ],
      }))}
      {...(whole ? { foot: [t('statistics.totals'), formatCount(whole.gifts), formatYuan(fenOf(whole.amount))] } : {})}
    />
  );
}

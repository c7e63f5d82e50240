import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../components/skeleton.js';
import { TableFrame } from '../../components/console/table-frame.js';
import { chinaDay } from '../../lib/china-time.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import type { SimulationResultParts, StaffSimulationParts } from './rule.fragment.js';
import { signedYuan } from './signed-yuan.js';

// The chart brings a large library; only whoever looks at a result loads it.
const SimulationChart = lazy(() => import('./simulation-chart.js'));

const MEASURES = ['total', 'direct', 'pool', 'fees'] as const;
type Measure = (typeof MEASURES)[number];

/** What came out: the sums in a sentence, a chart, and before, after and difference for each city. */
export function SimulationReport({ simulation }: { simulation: StaffSimulationParts }) {
  const { t } = useTranslation('rules');
  const [measure, setMeasure] = useState<Measure>('total');
  const { result } = simulation;
  if (!result) return null;
  return (
    <>
      <SimulationSums simulation={simulation} result={result} />
      {result.gifts === 0 ? <p className="muted">{t('simulation.noGifts')}</p> : null}
      {result.cities.length > 0 ? (
        <>
          <div className="console-filters">
            <label>
              {t('simulation.measure')}
              <select
                value={measure}
                onChange={(event) => setMeasure(MEASURES.find((each) => each === event.target.value) ?? 'total')}
              >
                {MEASURES.map((each) => (
                  <option key={each} value={each}>
                    {t(`measure.${each}`)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <Suspense fallback={<Skeleton lines={6} />}>
            <SimulationChart result={result} measure={measure} />
          </Suspense>
          <CityResults result={result} measure={measure} />
        </>
      ) : null}
    </>
  );
}

/** Which gifts, and where their money went besides the cities; also what an approval shows. */
export function SimulationSums({
  simulation,
  result,
}: {
  simulation: StaffSimulationParts;
  result: SimulationResultParts;
}) {
  const { t } = useTranslation('rules');
  const { from, until } = simulation;
  const yuan = (fen: string): string => formatYuan(fenOf(fen));
  const day = (instant: string): string => chinaDay(instant);
  // The range ends before an instant; its last day is the one just before.
  const last = until && day(new Date(Date.parse(until) - 1).toISOString());
  return (
    <>
      <p className="num">
        {t('simulation.sums', {
          range:
            from || last
              ? t('simulation.range', { from: from ? day(from) : '…', to: last ?? '…' })
              : t('simulation.always'),
          gifts: formatCount(result.gifts),
          amount: yuan(result.amount),
          fees: yuan(result.paymentFees),
        })}
      </p>
      <table className="city-table plain simulation-fees">
        <caption className="unseen">{t('simulation.feesTitle')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('simulation.before')}</th>
            <th scope="col">{t('simulation.after')}</th>
            <th scope="col">{t('simulation.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {(['management', 'covered'] as const).map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`simulation.${kind}`)}</th>
              <td className="num">{yuan(result.before[kind])}</td>
              <td className="num">{yuan(result.after[kind])}</td>
              <td className="num">{signedYuan(fenOf(result.after[kind]) - fenOf(result.before[kind]))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function CityResults({ result, measure }: { result: SimulationResultParts; measure: Measure }) {
  const { t } = useTranslation('rules');
  const sumOf = (side: 'before' | 'after' | 'difference'): bigint =>
    result.cities.reduce((sum, city) => sum + fenOf(city[side][measure]), 0n);
  return (
    <TableFrame label={t('simulation.citiesTitle')}>
      <table className="city-table plain">
        <caption className="unseen">{t('simulation.citiesTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('table.city')}</th>
            <th scope="col">{t('simulation.before')}</th>
            <th scope="col">{t('simulation.after')}</th>
            <th scope="col">{t('simulation.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {result.cities.map(({ region, before, after, difference }) => (
            <tr key={region.code}>
              <th scope="row">{region.shortName}</th>
              <td className="num">{formatYuan(fenOf(before[measure]))}</td>
              <td className="num">{formatYuan(fenOf(after[measure]))}</td>
              <td className="num">{signedYuan(fenOf(difference[measure]))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('simulation.sum')}</th>
            <td className="num">{formatYuan(sumOf('before'))}</td>
            <td className="num">{formatYuan(sumOf('after'))}</td>
            <td className="num">{signedYuan(sumOf('difference'))}</td>
          </tr>
        </tfoot>
      </table>
    </TableFrame>
  );
}

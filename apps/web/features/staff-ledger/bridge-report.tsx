import { useTranslation } from 'react-i18next';
import { CityBridge } from '../../components/console/city-bridge.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { BridgesQuery } from './ledger.queries.js';
import { AsOfLine, ReportFrame } from './report-frame.js';

/** The bridge of every city: the sums in a row, the lines when it is opened. */
export function BridgeReport({ asOf }: { asOf: string }) {
  const { t } = useTranslation('ledger');
  const answer = usePageQuery(BridgesQuery, { asOf: asOf || null });
  return (
    <ReportFrame answer={answer}>
      {({ cityBridges: { cities, batchNumber, bookedAt } }) => {
        const sum = (key: 'allocated' | 'paid' | 'held' | 'difference'): string =>
          formatYuan(cities.reduce((total, city) => total + fenOf(city[key]), 0n));
        return (
          <>
            <AsOfLine batchNumber={batchNumber} bookedAt={bookedAt} />
            <p className="ledger-bridge-total num">
              {t('bridge.all', {
                count: cities.length,
                allocated: sum('allocated'),
                paid: sum('paid'),
                held: sum('held'),
                difference: sum('difference'),
              })}
            </p>
            {cities.map((city) => (
              <details key={city.city} className="ledger-city">
                <summary>
                  <b>{city.city}</b>
                  <span className="num">
                    {t('bridge.row', {
                      allocated: formatYuan(fenOf(city.allocated)),
                      paid: formatYuan(fenOf(city.paid)),
                      held: formatYuan(fenOf(city.held)),
                    })}
                  </span>
                </summary>
                <CityBridge bridge={city} />
              </details>
            ))}
          </>
        );
      }}
    </ReportFrame>
  );
}

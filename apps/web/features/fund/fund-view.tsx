import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { CityBridge } from '../../components/console/city-bridge.js';
import { FaultNotice } from '../../components/fault-notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { FundLines } from './fund-lines.js';
import { useFund, type Fund } from './use-fund.js';
import './fund-view.css';

/** The fund of one federation: what it holds, where that came from, and every line. */
export function FundView() {
  const { t } = useTranslation('fund');
  const { fund, fault, refresh } = useFund();
  return (
    <>
      <h1>{t('title')}</h1>
      {fault ? <FaultNotice fault={fault} onRetry={refresh} /> : null}
      {fund ? (
        <>
          <FundSentence fund={fund} />
          <FundTotals fund={fund} />
          <FundLines newestLineId={fund.lines.edges[0]?.node.id ?? null} />
        </>
      ) : fault ? null : (
        <Skeleton lines={6} />
      )}
    </>
  );
}

/** The one sentence that matters now. */
function FundSentence({ fund }: { fund: Fund }) {
  const { t } = useTranslation('fund');
  const newest = fund.lines.edges[0]?.node;
  return (
    <p className="console-say num">
      {newest
        ? t('say.balance', {
            balance: formatYuan(fenOf(fund.balance)),
            at: chinaDayAndClock(newest.postedAt),
            amount: formatYuan(fenOf(newest.amount)),
          })
        : t('say.empty')}
    </p>
  );
}

/** Where the balance comes from: designated and pool always, other sources where they hold something. */
function FundTotals({ fund }: { fund: Fund }) {
  const { t } = useTranslation(['fund', 'common']);
  const others = fund.sources.filter(
    ({ source, held }) => source !== 'DIRECT' && source !== 'POOL' && fenOf(held) !== 0n,
  );
  return (
    <section className="card" aria-label={t('totals.label')}>
      <dl className="fund-bridge num">
        <div>
          <dt className="tiny muted">{t('totals.direct')}</dt>
          <dd>{formatYuan(fenOf(fund.direct))}</dd>
        </div>
        <div data-sign="+">
          <dt className="tiny muted">{t('totals.pool')}</dt>
          <dd>{formatYuan(fenOf(fund.pool))}</dd>
        </div>
        {others.map(({ source, held }) => (
          <div key={source} data-sign="+">
            <dt className="tiny muted">{t(`common:source.${source}`)}</dt>
            <dd>{formatYuan(fenOf(held))}</dd>
          </div>
        ))}
        <div className="fund-balance" data-sign="=">
          <dt className="tiny muted">{t('totals.balance')}</dt>
          <dd>{formatYuan(fenOf(fund.balance))}</dd>
        </div>
      </dl>
      <p className="tiny muted num">{t('totals.asOf', { at: chinaDayAndClock(fund.asOf) })}</p>
      {fund.bridge ? (
        <details className="fund-whole">
          <summary>{t('totals.bridge')}</summary>
          <CityBridge bridge={fund.bridge} />
          <Button href="/exports/bridges.csv">{t('totals.exportBridge')}</Button>
        </details>
      ) : null}
    </section>
  );
}

import { useTranslation } from 'react-i18next';
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

/** Where the balance comes from. The signs stand only while the sum really holds: nothing has been paid out yet. */
function FundTotals({ fund }: { fund: Fund }) {
  const { t } = useTranslation('fund');
  const direct = fenOf(fund.direct);
  const pool = fenOf(fund.pool);
  const balance = fenOf(fund.balance);
  const adds = direct + pool === balance;
  return (
    <section className="card" aria-label={t('totals.label')}>
      <dl className="fund-bridge num">
        <div>
          <dt className="tiny muted">{t('totals.direct')}</dt>
          <dd>{formatYuan(direct)}</dd>
        </div>
        <div data-sign={adds ? '+' : undefined}>
          <dt className="tiny muted">{t('totals.pool')}</dt>
          <dd>{formatYuan(pool)}</dd>
        </div>
        <div className="fund-balance" data-sign={adds ? '=' : undefined}>
          <dt className="tiny muted">{t('totals.balance')}</dt>
          <dd>{formatYuan(balance)}</dd>
        </div>
      </dl>
      <p className="tiny muted num">{t('totals.asOf', { at: chinaDayAndClock(fund.asOf) })}</p>
    </section>
  );
}

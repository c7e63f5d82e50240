import { useTranslation } from 'react-i18next';
import { LargeAmount } from '../../components/amount.js';
import { percentOf, ProgressLine } from '../../components/progress-line.js';
import { RisingTotal } from '../../components/rising-total.js';
import { chinaClock } from '../../lib/china-time.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import type { LatestTotals } from './latest-totals.js';
import type { Totals } from './use-live-campaign.js';
import './raised-panel.css';

/** Raised, target, gifts, days left, and as of when: one line of progress. */
export function RaisedPanel({ totals, fellBy }: LatestTotals<Totals>) {
  const { t } = useTranslation(['campaign', 'common']);
  const { progress, daysLeft, state } = totals;
  const raised = fenOf(progress.raised);
  const target = fenOf(totals.target);
  return (
    <section className="raised" aria-label={t('raised.label')}>
      <p className="raised-total">
        <span className="tiny muted">{t('raised.raised')}</span>
        <RisingTotal fen={raised} className="raised-figure" />
      </p>
      <ProgressLine part={raised} whole={target} label={t('raised.progress', { percent: percentOf(raised, target) })} />
      <dl className="raised-facts">
        <div>
          <dt className="tiny muted">{t('raised.target')}</dt>
          <dd>
            <LargeAmount fen={target} />
          </dd>
        </div>
        <div>
          <dt className="tiny muted">{t('raised.gifts')}</dt>
          <dd className="num">
            {t('raised.giftCount', { count: progress.gifts, shown: formatCount(progress.gifts) })}
          </dd>
        </div>
        <div>
          <dt className="tiny muted">{t('raised.left')}</dt>
          <dd className="num">
            {state !== 'LIVE'
              ? t(`common:campaignState.${state}`)
              : daysLeft === 0
                ? t('raised.lastDay')
                : t('raised.days', { count: daysLeft })}
          </dd>
        </div>
      </dl>
      <p className="tiny muted raised-as-of num">
        {t('raised.asOf', { clock: chinaClock(progress.asOf), position: progress.asOfPosition })}
      </p>
      {fellBy > 0n ? (
        <p className="tiny raised-fell" role="status">
          {t('raised.fell', { amount: formatYuan(fellBy) })}
        </p>
      ) : null}
    </section>
  );
}

import { Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PostingDrawer } from '../../components/console/posting-drawer.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { StaffPledge } from './staff-pledges.query.js';

/** One pledge: its facts and every change with its reason and time. */
export function PledgeDrawer({ pledge, onClose }: { pledge: StaffPledge; onClose: () => void }) {
  const { t } = useTranslation(['staff', 'common']);
  const [explained, setExplained] = useState(false);
  const { failure, allocation, receipt } = pledge;
  return (
    <Drawer open onClose={onClose} title={t('pledges.drawerTitle')} size={420} className="pledge-drawer">
      <p className="num pledge-id">{pledge.id}</p>
      <dl className="pledge-facts num">
        <dt>{t('pledges.amount')}</dt>
        <dd>{formatYuan(fenOf(pledge.amount))}</dd>
        <dt>{t('campaigns.name')}</dt>
        <dd>{pledge.campaign.title}</dd>
        <dt>{t('pledges.destination')}</dt>
        <dd>{pledge.designation.region?.name ?? t('common:provincePool')}</dd>
        <dt>{t('pledges.giver')}</dt>
        <dd>{pledge.displayName ?? t('common:anonymous')}</dd>
        {failure ? (
          <>
            <dt>{t('pledges.why')}</dt>
            <dd>{t('pledges.failure', { message: failure.message, code: failure.code })}</dd>
          </>
        ) : null}
        <dt>{t('pledges.books')}</dt>
        <dd>
          {allocation.position ? (
            <>
              {t('pledges.row', { position: allocation.position })}{' '}
              <button type="button" className="text-button" onClick={() => setExplained(true)}>
                {t('pledges.explain')}
              </button>
            </>
          ) : (
            t('pledges.notBooked')
          )}
        </dd>
        {fenOf(pledge.returned) > 0n ? (
          <>
            <dt>{t('pledges.returned')}</dt>
            <dd>{formatYuan(fenOf(pledge.returned))}</dd>
          </>
        ) : null}
        <dt>{t('pledges.refunds')}</dt>
        <dd>
          {pledge.refunds.map(({ id, amount }) => (
            <p key={id}>
              <Link to={`/staff/refunds/${id}`}>{formatYuan(fenOf(amount))}</Link>
            </p>
          ))}
          {pledge.disputes.map(({ id }) => (
            <p key={id}>
              <Link to={`/staff/disputes/${id}`}>{t('pledges.dispute')}</Link>
            </p>
          ))}
          {allocation.position ? (
            <Link to={`/staff/refunds/new?pledge=${pledge.id}`}>{t('pledges.refund')}</Link>
          ) : (
            t('pledges.noRefund')
          )}
        </dd>
        <dt>{t('pledges.receipt')}</dt>
        <dd>{receipt?.number ?? t('pledges.noReceipt')}</dd>
      </dl>
      {explained ? <PostingDrawer id={pledge.id} onClose={() => setExplained(false)} /> : null}
      <h2>{t('history.title')}</h2>
      <ol className="pledge-history">
        {[...pledge.history].reverse().map((step) => (
          <li key={`${step.at}${step.to}`}>
            <StatePill state={step.to}>{t(`common:pledgeState.${step.to}`)}</StatePill>
            <p className="small">{step.reason}</p>
            <time className="tiny muted num" dateTime={step.at}>
              {chinaDayAndClock(step.at)}
            </time>
          </li>
        ))}
      </ol>
    </Drawer>
  );
}

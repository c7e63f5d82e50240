import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { SealMark } from '../../components/seal-mark.js';
import { Skeleton } from '../../components/skeleton.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { useHashSheet } from '../../lib/use-hash-sheet.js';
import { ChangeSheet } from './change-sheet.js';
import { MonthList } from './month-list.js';
import type { MonthlyGift } from './monthly-gift.fragment.js';
import { PauseSheet } from './pause-sheet.js';
import { StopSheet } from './stop-sheet.js';
import { useMonthlyGift, type OwnMonthlyGift } from './use-monthly-gift.js';
import './monthly-gift.css';

interface MonthlyGiftViewProps {
  id: string;
  accessToken: string | null;
  /** Of the page a giver comes back from. */
  cardUpdateId: string | null;
  /** What to show when there is no such monthly gift for this visitor. */
  notFound: ReactNode;
}

/** A giver's own monthly gift: what comes next, what has been, and everything that can be changed. */
export function MonthlyGiftView({ id, accessToken, cardUpdateId, notFound }: MonthlyGiftViewProps) {
  const { t } = useTranslation('monthly');
  const own = useMonthlyGift({ id, accessToken }, cardUpdateId);
  const sheet = useHashSheet();
  const { gift } = own;
  const banner = own.fault ? <FaultNotice fault={own.fault} onRetry={own.refresh} /> : null;
  if (gift === null) return notFound;
  if (gift === undefined) {
    return (
      <div className="page monthly-page">
        <h1 className="unseen">{t('title')}</h1>
        {banner ?? <Skeleton shape="gift" />}
      </div>
    );
  }
  const close = (): void => {
    own.forgetRefusal();
    sheet.close();
  };
  const goesOn = gift.state === 'ACTIVE' || gift.state === 'PAST_DUE';
  const parts = { gift, own, onClose: close };
  return (
    <div className="page monthly-page">
      {banner}
      <Headline gift={gift} />
      {own.refusal && sheet.current === '' ? (
        <Notice tone="seal" urgent>
          {own.refusal}
        </Notice>
      ) : null}
      <Standing own={own} gift={gift} />
      {goesOn || gift.state === 'PAUSED' ? <Ways own={own} gift={gift} open={sheet.open} /> : null}
      <MonthList gift={gift} />
      <p className="tiny muted">{t('rules')}</p>
      {sheet.current === 'change' && gift.state !== 'ENDED' ? <ChangeSheet {...parts} /> : null}
      {sheet.current === 'pause' && goesOn ? <PauseSheet {...parts} /> : null}
      {sheet.current === 'stop' && gift.state !== 'ENDED' ? <StopSheet {...parts} /> : null}
    </div>
  );
}

function Headline({ gift }: { gift: MonthlyGift }) {
  const { t } = useTranslation(['monthly', 'common']);
  const amount = formatYuan(fenOf(gift.amount));
  return (
    <header className="monthly-head">
      <SealMark large character={t('seal')} />
      <h1 aria-live="polite">{t(`headline.${gift.state}`, { amount })}</h1>
      <p className="muted small">
        {t('for', { campaign: gift.campaign.title, place: gift.designation.region?.name ?? t('common:provincePool') })}
      </p>
      {gift.given.gifts > 0 ? (
        <p className="muted small num">
          {t('given', { amount: formatYuan(fenOf(gift.given.amount)), count: gift.given.gifts })}
        </p>
      ) : null}
    </header>
  );
}

/** What comes next, in one box; a month that could not be charged first of all. */
function Standing({ own, gift }: { own: OwnMonthlyGift; gift: MonthlyGift }) {
  const { t } = useTranslation('monthly');
  const waiting = gift.charges.find(({ state }) => state === 'RETRYING' || state === 'WAITING_FOR_GIVER');
  const card = gift.card
    ? t('card', {
        brand: gift.card.brand.toUpperCase(),
        last4: gift.card.last4,
        month: String(gift.card.expMonth).padStart(2, '0'),
        year: gift.card.expYear,
      })
    : null;
  return (
    <section className="monthly-standing" aria-label={t('standing.label')}>
      {gift.state === 'PAST_DUE' && waiting ? (
        <Notice
          tone="seal"
          title={t('pastDue.title', { period: waiting.period })}
          action={
            <div className="monthly-acts">
              <button
                type="button"
                className="button"
                aria-disabled={own.sending}
                onClick={() => void own.leaveFor('pay')}
              >
                {t('pastDue.pay', { amount: formatYuan(fenOf(waiting.pledge?.amount ?? gift.amount)) })}
              </button>
              <button
                type="button"
                className="button quiet"
                aria-disabled={own.sending}
                onClick={() => void own.leaveFor('card')}
              >
                {t('pastDue.card')}
              </button>
            </div>
          }
        >
          {t(`pastDue.${waiting.state === 'RETRYING' ? 'retry' : 'waits'}`, {
            why: waiting.failure?.message ?? '',
            on: waiting.retryOn ?? '',
          })}
        </Notice>
      ) : null}
      {gift.state === 'ENDED' ? <EndNotice own={own} gift={gift} /> : null}
      {gift.state === 'PENDING_FIRST' ? <Notice tone="waiting">{t('pending')}</Notice> : null}
      {gift.state === 'ACTIVE' || gift.state === 'PAST_DUE' || gift.state === 'PAUSED' ? (
        <dl className="card monthly-next">
          <div>
            <dt>{t('next.label')}</dt>
            <dd className="num">{gift.nextChargeOn ?? gift.pausedUntil ?? t('next.open')}</dd>
          </div>
          <div>
            <dt>{t('next.amount')}</dt>
            <dd className="num">{formatYuan(fenOf(gift.amount))}</dd>
          </div>
          {card ? (
            <div>
              <dt>{t('next.card')}</dt>
              <dd className="num">{card}</dd>
            </div>
          ) : null}
        </dl>
      ) : null}
    </section>
  );
}

function EndNotice({ own, gift }: { own: OwnMonthlyGift; gift: MonthlyGift }) {
  const { t } = useTranslation('monthly');
  const action = gift.canUndoStop ? (
    <button
      type="button"
      className="button quiet"
      aria-disabled={own.sending}
      onClick={() => void own.act({ kind: 'undo' })}
    >
      {t('ended.undo')}
    </button>
  ) : gift.endReason === 'CAMPAIGN_OVER' || gift.endReason === 'NEVER_STARTED' ? (
    <Link className="button quiet" to="/">
      {t('ended.others')}
    </Link>
  ) : null;
  return (
    <Notice tone="plain" title={t(`ended.${gift.endReason ?? 'DONOR'}`)} action={action}>
      {gift.canUndoStop ? t('ended.undoText') : t('ended.text')}
    </Notice>
  );
}

/** Everything that can be changed, none of it hidden. */
function Ways({ own, gift, open }: { own: OwnMonthlyGift; gift: MonthlyGift; open: (name: string) => void }) {
  const { t } = useTranslation('monthly');
  const way = (name: string, run: () => void) => (
    <button type="button" className="button quiet" aria-disabled={own.sending} onClick={run} key={name}>
      {t(`ways.${name as 'change'}`)}
    </button>
  );
  return (
    <section className="monthly-acts" aria-label={t('ways.label')}>
      {way('change', () => open('change'))}
      {gift.state === 'PAUSED'
        ? way('resume', () => void own.act({ kind: 'resume' }))
        : way('pause', () => open('pause'))}
      {way('card', () => void own.leaveFor('card'))}
      {way('stop', () => open('stop'))}
    </section>
  );
}

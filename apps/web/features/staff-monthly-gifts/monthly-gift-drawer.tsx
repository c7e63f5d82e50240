import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { CancelDialog } from './cancel-dialog.js';
import type { StaffMonthlyGift } from './staff-monthly-gift.fragment.js';
import { pillOf } from './state-tone.js';

interface MonthlyGiftDrawerProps {
  gift: StaffMonthlyGift;
  /** Auditors look and change nothing. */
  mayCancel: boolean;
  onClose: () => void;
  onChanged: (gift: StaffMonthlyGift) => void;
}

/** One monthly gift: its facts, its months, and every change with who, why and when. */
export function MonthlyGiftDrawer({ gift, mayCancel, onClose, onChanged }: MonthlyGiftDrawerProps) {
  const { t } = useTranslation(['monthlyGifts', 'common']);
  const [cancelling, setCancelling] = useState(false);
  const { card, given } = gift;
  return (
    <Drawer open onClose={onClose} title={t('drawer.title')} size={440} className="monthly-drawer">
      <p className="num monthly-id">{gift.id}</p>
      <dl className="monthly-facts num">
        <dt>{t('columns.state')}</dt>
        <dd>
          {t(`state.${gift.state}`)}
          {gift.endReason ? t('drawer.because', { why: t(`end.${gift.endReason}`) }) : ''}
        </dd>
        <dt>{t('columns.amount')}</dt>
        <dd>{t('drawer.monthly', { amount: formatYuan(fenOf(gift.amount)), day: gift.day })}</dd>
        <dt>{t('columns.next')}</dt>
        <dd>{gift.nextChargeOn ?? gift.pausedUntil ?? t('none')}</dd>
        <dt>{t('drawer.campaign')}</dt>
        <dd>
          {t('drawer.for', {
            campaign: gift.campaign.title,
            place: gift.designation.region?.name ?? t('common:provincePool'),
          })}
        </dd>
        <dt>{t('drawer.giver')}</dt>
        <dd>{gift.displayName ?? t('common:anonymous')}</dd>
        <dt>{t('drawer.card')}</dt>
        <dd>
          {card
            ? t('drawer.cardFacts', {
                brand: card.brand.toUpperCase(),
                last4: card.last4,
                month: String(card.expMonth).padStart(2, '0'),
                year: card.expYear,
              })
            : t('none')}
        </dd>
        <dt>{t('columns.given')}</dt>
        <dd>{t('givenSoFar', { amount: formatYuan(fenOf(given.amount)), count: given.gifts })}</dd>
      </dl>
      {mayCancel && gift.state !== 'ENDED' ? (
        <p>
          <Button danger onClick={() => setCancelling(true)}>
            {t('cancel.action')}
          </Button>
        </p>
      ) : null}
      <h2>{t('drawer.months')}</h2>
      <ol className="monthly-list">
        {gift.charges.map((month) => (
          <li key={month.period}>
            <b className="num">{month.period}</b>{' '}
            <StatePill state={pillOf(month.state)}>{t(`month.${month.state}`)}</StatePill>
            <p className="small num">
              {month.pledge?.id ?? ''} {month.pledge?.receipt?.number ?? ''}
            </p>
            {month.failure ? (
              <p className="small">
                {t('drawer.failure', { message: month.failure.message, code: month.failure.code })}
                {month.retryOn ? t('drawer.retry', { on: month.retryOn }) : ''}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
      <h2>{t('drawer.history')}</h2>
      <ol className="monthly-list">
        {[...gift.history].reverse().map((step) => (
          <li key={`${step.at}${step.reason}`}>
            <StatePill state={pillOf(step.to)}>{t(`state.${step.to}`)}</StatePill>
            <p className="small">
              {step.note ? t('drawer.step', { reason: step.reason, note: step.note }) : step.reason}
            </p>
            <p className="tiny muted num">
              {step.actor} <time dateTime={step.at}>{chinaDayAndClock(step.at)}</time>
            </p>
          </li>
        ))}
      </ol>
      {cancelling ? (
        <CancelDialog
          gift={gift}
          onClose={() => setCancelling(false)}
          onCancelled={(changed) => {
            setCancelling(false);
            onChanged(changed);
          }}
        />
      ) : null}
    </Drawer>
  );
}

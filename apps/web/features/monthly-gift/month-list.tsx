import { useTranslation } from 'react-i18next';
import { StatePill } from '../../components/state-pill.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { webAddress } from '../../lib/web-address.js';
import type { MonthlyGift, MonthlyMonth } from './monthly-gift.fragment.js';

const PILL: Record<MonthlyMonth['state'], string> = {
  PAID: 'PAID',
  FIRST: 'PROCESSING',
  CHARGING: 'PROCESSING',
  RETRYING: 'FAILED',
  WAITING_FOR_GIVER: 'FAILED',
  SKIPPED: '',
};

/** Every month so far; each paid one leads to its own gift and receipt. */
export function MonthList({ gift }: { gift: MonthlyGift }) {
  const { t } = useTranslation('monthly');
  return (
    <section>
      <h2>{t('months.title')}</h2>
      {gift.charges.length === 0 ? (
        <p className="muted small">{t('months.none')}</p>
      ) : (
        <ol className="card monthly-months">
          {gift.charges.map((month) => (
            <Month key={month.period} month={month} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Month({ month }: { month: MonthlyMonth }) {
  const { t } = useTranslation('monthly');
  const { pledge } = month;
  const giftUrl = webAddress(month.giftUrl);
  return (
    <li>
      <div className="monthly-month">
        <b className="num">{month.period}</b>
        <StatePill state={PILL[month.state]}>{t(`months.state.${month.state}`)}</StatePill>
        <span className="num">{pledge ? formatYuan(fenOf(pledge.amount)) : ''}</span>
      </div>
      {month.state !== 'PAID' && month.failure ? <p className="tiny muted">{month.failure.message}</p> : null}
      {month.state === 'PAID' && pledge && giftUrl ? (
        <p className="tiny muted num">
          <a className="link" href={giftUrl}>
            {t('months.gift')}
          </a>{' '}
          {pledge.receipt ? t('months.receipt', { number: pledge.receipt.number }) : t('months.receiptWaits')}
        </p>
      ) : null}
    </li>
  );
}

import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { formatCount } from '../../lib/money.js';
import { useBooksHealth } from './use-books-health.js';
import './books-health.css';

/** Red, on every page of the staff, while the books take nothing: what happened, since when, and what goes on. */
export function StopBanner() {
  const { t } = useTranslation('audit');
  const { health } = useBooksHealth();
  if (!health?.stopped) return null;
  const { since, reason } = health.stopped;
  return (
    <div className="stop-banner" role="alert">
      <div>
        <b>{t('banner.title', { since: chinaDayAndClock(since) })}</b>
        <p>{t('banner.reason', { reason })}</p>
        <p>
          {health.waitingGifts > 0
            ? t('banner.waiting', { count: health.waitingGifts, gifts: formatCount(health.waitingGifts) })
            : t('banner.goesOn')}
        </p>
      </div>
      <Link to="/staff/audit">{t('banner.link')}</Link>
    </div>
  );
}

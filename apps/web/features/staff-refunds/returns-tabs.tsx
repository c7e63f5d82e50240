import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';

/** The two lists: what goes back by us, what banks ask for. */
export function ReturnsTabs() {
  const { t } = useTranslation('refunds');
  return (
    <nav className="returns-tabs" aria-label={t('title')}>
      <NavLink to="/staff/refunds">{t('tabs.refunds')}</NavLink>
      <NavLink to="/staff/disputes">{t('tabs.disputes')}</NavLink>
    </nav>
  );
}

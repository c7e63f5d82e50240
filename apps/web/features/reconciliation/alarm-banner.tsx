import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../../components/notice.js';
import { useReconciliation } from './use-reconciliation.js';
import './reconciliation.css';

/** On every page of the staff, while provider, books and bank want looking after. */
export function AlarmBanner() {
  const { t } = useTranslation('reconciliation');
  const { reconciliation } = useReconciliation();
  const alarms = reconciliation?.alarms ?? [];
  if (alarms.length === 0) return null;
  return (
    <div className="reconciliation-banner">
      <Notice tone="seal" title={t('banner.title')} action={<Link to="/staff/reconciliation">{t('banner.link')}</Link>}>
        <ul>
          {alarms.map(({ kind, message }) => (
            <li key={kind}>{message}</li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

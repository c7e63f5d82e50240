import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import './offline-notice.css';

/** Says that there is no network, while there is none. */
export function OfflineNotice() {
  const { t } = useTranslation();
  const isOnline = useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => window.navigator.onLine,
    () => true,
  );
  // The live region is there before its words are, or a screen reader would not say them.
  return (
    <div role="status" className="offline-notice-place">
      {isOnline ? null : <p className="offline-notice">{t('site.offline')}</p>}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import './skeleton.css';

/** The outline of what is on its way; announced once as "loading". */
export function Skeleton({ lines = 3, tall = false }: { lines?: number; tall?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="skeleton" role="status" aria-label={t('loading')}>
      {tall ? <span className="skeleton-block" /> : null}
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="skeleton-line" />
      ))}
    </div>
  );
}

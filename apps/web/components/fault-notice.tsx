import { useTranslation } from 'react-i18next';
import type { ApiFault } from '../lib/api-error.js';
import { Notice } from './notice.js';

interface FaultNoticeProps {
  fault: ApiFault;
  onRetry?: () => void;
  urgent?: boolean;
}

/** Says in a sentence what went wrong with a request and offers to try again. */
export function FaultNotice({ fault, onRetry, urgent = false }: FaultNoticeProps) {
  const { t } = useTranslation();
  return (
    <Notice
      tone="waiting"
      urgent={urgent}
      title={t(`faults.${fault}.title`)}
      action={
        onRetry ? (
          <button type="button" className="button quiet compact" onClick={onRetry}>
            {t('actions.retry')}
          </button>
        ) : null
      }
    >
      {t(`faults.${fault}.text`)}
    </Notice>
  );
}

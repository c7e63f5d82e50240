import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.js';
import { webAddress } from '../../lib/web-address.js';
import type { Pledge } from './use-pledge.js';

/** A gift that is one month of a monthly one: the way to change, pause or stop that. */
export function MonthlyPanel({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation('pledge');
  const manage = webAddress(pledge.monthlyGift?.manageUrl);
  if (!manage) return null;
  return (
    <Notice
      title={t('monthly.title')}
      action={
        <a className="button quiet compact" href={manage}>
          {t('monthly.manage')}
        </a>
      }
    >
      {t('monthly.text')}
    </Notice>
  );
}

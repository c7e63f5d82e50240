import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../../components/notice.js';
import { webAddress } from '../../lib/web-address.js';
import { standingOf } from './gift-way.js';
import type { Pledge } from './use-pledge.js';

/** A gift that is not paid: why, and the way on. */
export function UnpaidPanel({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation('pledge');
  const standing = standingOf(pledge);
  if (standing === 'paid' || standing === 'returned' || standing === 'disputed') return null;
  const checkout = standing === 'paying' ? null : webAddress(pledge.checkoutUrl);
  const again = standing === 'closed' || (standing === 'failed' && !checkout);
  return (
    <section className="unpaid">
      <Notice
        tone={standing === 'failed' || standing === 'closed' ? 'seal' : 'waiting'}
        title={pledge.failure?.message ?? t(`unpaid.${standing}.title`)}
      >
        {t(`unpaid.${standing}.text`)}
      </Notice>
      {checkout ? (
        <a className="button wide" href={checkout}>
          {t('unpaid.continue')}
        </a>
      ) : null}
      {again ? (
        <Link className="button wide" to={`/c/${pledge.campaign.slug}#give`}>
          {t('unpaid.again')}
        </Link>
      ) : null}
      <Link className="button quiet wide" to={`/c/${pledge.campaign.slug}`}>
        {t('unpaid.campaign')}
      </Link>
    </section>
  );
}

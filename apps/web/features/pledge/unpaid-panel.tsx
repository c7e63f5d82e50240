import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { standingOf } from './gift-way.js';
import { usePaymentTries } from './use-payment-tries.js';
import type { Pledge } from './use-pledge.js';

interface UnpaidPanelProps {
  pledge: Pledge;
  accessToken: string | null;
  onChanged: () => void;
}

/** A gift that is not paid: why, the way on with the same gift, and the way out. */
export function UnpaidPanel({ pledge, accessToken, onChanged }: UnpaidPanelProps) {
  const { t } = useTranslation('pledge');
  const tries = usePaymentTries({ id: pledge.id, accessToken, onChanged });
  const standing = standingOf(pledge);
  if (standing === 'paid' || standing === 'returned') return null;
  const payable = standing === 'unpaid' || standing === 'failed' || pledge.state === 'EXPIRED';
  if (standing === 'paid' || standing === 'returned' || standing === 'disputed') return null;
  const checkout = standing === 'paying' ? null : webAddress(pledge.checkoutUrl);
  const again = standing === 'closed' || (standing === 'failed' && !checkout);
  return (
    <section className="unpaid">
      <Notice
        tone={standing === 'failed' || standing === 'closed' ? 'seal' : 'waiting'}
        title={pledge.failure?.message ?? t(`unpaid.${standing}.title`)}
      >
        {t(`unpaid.${pledge.state === 'CANCELLED' ? 'cancelled' : standing}.text`)}
      </Notice>
      {tries.refusal ? (
        <Notice tone="waiting" title={tries.refusal} urgent>
          {t('unpaid.kept')}
        </Notice>
      ) : null}
      {tries.fault ? <FaultNotice fault={tries.fault} urgent /> : null}
      {payable ? (
        <button
          type="button"
          className="button wide"
          aria-disabled={tries.busy !== null}
          onClick={() => (tries.busy === null ? void tries.pay() : undefined)}
        >
          {t(tries.busy === 'paying' ? 'unpaid.opening' : 'unpaid.continue')}
        </button>
      ) : null}
      {standing === 'closed' && !payable ? (
        <Link className="button wide" to={`/c/${pledge.campaign.slug}#give`}>
          {t('unpaid.again')}
        </Link>
      ) : null}
      <Link className="button quiet wide" to={`/c/${pledge.campaign.slug}`}>
        {t('unpaid.campaign')}
      </Link>
      {standing === 'unpaid' || standing === 'failed' ? (
        <GiveUp busy={tries.busy === 'cancelling'} onGiveUp={() => void tries.cancel()} />
      ) : null}
    </section>
  );
}

/** Asks once more before the pledge is given up. */
function GiveUp({ busy, onGiveUp }: { busy: boolean; onGiveUp: () => void }) {
  const { t } = useTranslation('pledge');
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <button type="button" className="text-button give-up" onClick={() => setAsked(true)}>
        {t('unpaid.giveUp')}
      </button>
    );
  }
  return (
    <div className="give-up" role="group" aria-label={t('unpaid.giveUp')}>
      <p className="small">{t('unpaid.giveUpSure')}</p>
      <div className="acts">
        <button type="button" className="button quiet" aria-disabled={busy} onClick={busy ? undefined : onGiveUp}>
          {t(busy ? 'unpaid.givingUp' : 'unpaid.giveUpYes')}
        </button>
        <button type="button" className="button quiet" onClick={() => setAsked(false)}>
          {t('unpaid.giveUpNo')}
        </button>
      </div>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { SealMark } from '../../components/seal-mark.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { standingOf } from './gift-way.js';
import type { Pledge } from './use-pledge.js';

/** One sentence that says how the gift stands, and its number. A change is announced. */
export function GiftHeadline({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation(['pledge', 'common']);
  const standing = standingOf(pledge);
  const thanks = standing === 'paid';
  const left = fenOf(pledge.amount) - fenOf(pledge.returned);
  return (
    <header className="thanks">
      <SealMark large character={thanks ? t('seal.thanks') : t('common:site.sealCharacter')} />
      <h1 aria-live="polite">
        {t(`headline.${standing}`, { amount: formatYuan(thanks ? left : fenOf(pledge.amount)) })}
      </h1>
      <p className="muted small">{pledge.campaign.title}</p>
      {pledge.honour ? (
        <p className="small">{t(`common:honour.${pledge.honour.kind}`, { name: pledge.honour.name })}</p>
      ) : null}
      <p className="muted tiny num pledge-number">
        {t('number', { id: pledge.id })}
        <br />
        <time dateTime={pledge.paidAt ?? pledge.createdAt}>{chinaDayAndClock(pledge.paidAt ?? pledge.createdAt)}</time>
        {pledge.paymentMethod ? ` · ${t(`common:paymentMethod.${pledge.paymentMethod}`)}` : null}
      </p>
    </header>
  );
}

import { useRef, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { Sheet } from '../../components/sheet.js';
import { readFragment, type FragmentOf, type ResultOf } from '../../lib/graphql.js';
import { fenOf, formatYuan, formatYuanShort } from '../../lib/money.js';
import { useInWechat } from '../../lib/use-in-wechat.js';
import { AmountChoice } from './amount-choice.js';
import { GiftCampaign } from './gift-campaign.fragment.js';
import { giftAmount, type GiftField } from './gift-form.js';
import { CompanyChoice } from './company-choice.js';
import { HonourChoice } from './honour-choice.js';
import { DestinationChoice, EmailChoice, MessageChoice, NameChoice } from './gift-fields.js';
import { RhythmChoice } from './rhythm-choice.js';
import { PlanSummary } from './plan-summary.js';
import { useGift } from './use-gift.js';
import './give-sheet.css';

interface GiveSheetProps {
  campaign: FragmentOf<typeof GiftCampaign>;
  /** The city whose tile the donor came from. */
  chosenRegion: string | null;
  /** The team in whose name it is given; null on the campaign's own page. */
  team?: { id: string; name: string } | null;
  /** The campaign's state as last heard: it may have ended while the form was open. */
  state: string;
  onClose: () => void;
}

/** The give form in a sheet: amount, city, name, message, e-mail, plan, pay. */
export default function GiveSheet({ campaign, chosenRegion, team = null, state, onClose }: GiveSheetProps) {
  const { t } = useTranslation('giving');
  const facts = readFragment(GiftCampaign, campaign);
  return (
    <Sheet title={t('sheet.title')} onClose={onClose}>
      {state === 'LIVE' ? null : <Notice tone="waiting">{t('bar.notOpen')}</Notice>}
      {team ? <p className="small muted">{t('sheet.team', { team: team.name })}</p> : null}
      <GiftForm campaign={facts} chosenRegion={chosenRegion} teamId={team?.id ?? null} />
    </Sheet>
  );
}

function GiftForm({
  campaign,
  chosenRegion,
  teamId,
}: {
  campaign: ResultOf<typeof GiftCampaign>;
  chosenRegion: string | null;
  teamId: string | null;
}) {
  const { t } = useTranslation('giving');
  const limits = { min: fenOf(campaign.minPledge), max: fenOf(campaign.maxPledge) };
  const gift = useGift({ id: campaign.id, limits, teamId }, chosenRegion);
  const formElement = useRef<HTMLFormElement>(null);

  const errorAt = (field: GiftField): string | undefined => {
    if (gift.refusal?.field === field) return gift.refusal.message;
    const fault = gift.faults[field];
    return fault
      ? t(`faults.${fault}`, { min: formatYuanShort(limits.min), max: formatYuanShort(limits.max) })
      : undefined;
  };
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (gift.sending) return;
    await gift.submit();
    // The first field that is wrong takes the focus, so its sentence is heard and seen.
    requestAnimationFrame(() => formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  const inWechat = useInWechat();
  const amount = giftAmount(gift.form);
  const parts = { form: gift.form, change: gift.change, errorAt };
  return (
    <form ref={formElement} className="gift-form" noValidate onSubmit={(event) => void submit(event)}>
      <RhythmChoice {...parts} />
      <AmountChoice {...parts} limits={limits} />
      <DestinationChoice {...parts} cities={campaign.cities} />
      <NameChoice {...parts} />
      <MessageChoice {...parts} />
      {gift.form.monthly ? null : <HonourChoice {...parts} />}
      <EmailChoice {...parts} />
      <CompanyChoice {...parts} />
      <PlanSummary {...parts} campaign={campaign} />
      <div className="gift-pay">
        {gift.refusal && gift.refusal.field === null ? (
          <Notice tone="seal" urgent>
            {gift.refusal.message}
            {gift.refusal.keptPledgeId ? (
              <p>
                <Link className="link" to={`/pledges/${gift.refusal.keptPledgeId}`}>
                  {t('pay.later')}
                </Link>
              </p>
            ) : null}
          </Notice>
        ) : null}
        {gift.apiFault ? <FaultNotice fault={gift.apiFault} onRetry={() => void submit()} urgent /> : null}
        <button type="submit" className="button wide" aria-disabled={gift.sending}>
          {gift.sending
            ? t('pay.sending')
            : amount === null
              ? t('pay.plain')
              : t(gift.form.monthly ? 'pay.first' : 'pay.amount', { amount: formatYuan(amount) })}
        </button>
        <p className="tiny muted">
          {t(gift.form.monthly ? 'pay.monthlyHint' : inWechat ? 'pay.hintInWechat' : 'pay.hint')}
        </p>
      </div>
    </form>
  );
}

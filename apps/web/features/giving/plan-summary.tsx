import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref } from 'react-router';
import { FieldError } from '../../components/field.js';
import type { ResultOf } from '../../lib/graphql.js';
import type { GiftFieldProps } from './gift-fields.js';
import { GiftCampaign } from './gift-campaign.fragment.js';

/** The plan in short, to be acknowledged before paying; the full text opens beside, so the form stays. */
export function PlanSummary({
  form,
  change,
  errorAt,
  campaign,
}: GiftFieldProps & { campaign: ResultOf<typeof GiftCampaign> }) {
  const { t } = useTranslation('giving');
  const errorId = useId();
  const planAddress = useHref(`/c/${campaign.slug}/plan`);
  const error = errorAt('planAcknowledged');
  const { plan, charity } = campaign;
  return (
    <div className="card plan-summary">
      <h3>{t('plan.title')}</h3>
      <dl>
        <div>
          <dt>{t('plan.charity')}</dt>
          <dd>
            {plan.filingNumber ? t('plan.filed', { charity: charity.name, number: plan.filingNumber }) : charity.name}
          </dd>
        </div>
        <div>
          <dt>{t('plan.purpose')}</dt>
          <dd>{plan.purpose}</dd>
        </div>
        <div>
          <dt>{t('plan.use')}</dt>
          <dd>{plan.useOfFunds}</dd>
        </div>
        <div>
          <dt>{t('plan.cost')}</dt>
          <dd>{plan.cost}</dd>
        </div>
      </dl>
      <a className="link" href={planAddress} target="_blank" rel="noreferrer">
        {t('plan.full')}
      </a>
      <label className="acknowledge">
        <input
          type="checkbox"
          checked={form.planAcknowledged}
          onChange={(event) => change({ planAcknowledged: event.target.checked })}
          {...(error ? { 'aria-invalid': true, 'aria-describedby': errorId } : {})}
        />
        <span>{t('plan.acknowledge')}</span>
      </label>
      <FieldError id={errorId} error={error} />
    </div>
  );
}

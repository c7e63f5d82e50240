import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { Cover } from '../../components/cover.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { RegionsQuery } from './regions.query.js';
import type { StaffCampaignParts } from './staff-campaign.fragment.js';

/** Everything a second person has to read before approving. */
export function CampaignFacts({ campaign }: { campaign: StaffCampaignParts }) {
  const { t } = useTranslation('staff');
  const [{ data }] = useQuery({ query: RegionsQuery });
  const { plan } = campaign;
  const names = new Map(data?.regions.map(({ code, name }) => [code, name]));
  const orMissing = (value: string | null): string => value ?? t('detail.missing');
  return (
    <section className="card">
      <h2>{t('detail.content')}</h2>
      <Cover url={campaign.coverUrl} />
      <dl className="staff-facts">
        <Fact label={t('form.summary')}>{campaign.summary}</Fact>
        <Fact label={t('form.story')}>{campaign.story.join('\n\n')}</Fact>
        <Fact label={t('form.target')}>{formatYuan(fenOf(campaign.target))}</Fact>
        <Fact label={t('detail.window')}>
          {t('campaigns.windowDays', {
            start: chinaDayAndClock(campaign.startsAt),
            end: chinaDayAndClock(campaign.endsAt),
          })}
        </Fact>
        <Fact label={t('form.filingNumber')}>{orMissing(plan.filingNumber)}</Fact>
        <Fact label={t('form.filedOn')}>{orMissing(plan.filedOn)}</Fact>
        <Fact label={t('detail.filedWindow')}>
          {t('campaigns.windowDays', { start: orMissing(plan.windowStart), end: orMissing(plan.windowEnd) })}
        </Fact>
        <Fact label={t('form.regionCodes')}>
          {plan.regionCodes.map((code) => names.get(code) ?? code).join(t('detail.listSeparator')) ||
            t('detail.missing')}
        </Fact>
        <Fact label={t('form.purpose')}>{plan.purpose}</Fact>
        <Fact label={t('form.beneficiaries')}>{plan.beneficiaries}</Fact>
        <Fact label={t('form.useOfFunds')}>{plan.useOfFunds}</Fact>
        <Fact label={t('form.cost')}>{plan.cost}</Fact>
        <Fact label={t('form.leftovers')}>{plan.leftovers}</Fact>
        <Fact label={t('form.responsiblePerson')}>{plan.responsiblePerson}</Fact>
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentOf, type ResultOf } from '../../lib/graphql.js';
import { FilingParts } from './campaign.fragments.js';
import './filing.css';

type Parts = ResultOf<typeof FilingParts>;

/** The charity and the filed fundraising plan, as the law wants them shown: prominently and in full. */
export function Filing({ campaign }: { campaign: FragmentOf<typeof FilingParts> }) {
  const parts = readFragment(FilingParts, campaign);
  return (
    <>
      <CharityCard charity={parts.charity} />
      <PlanCard {...parts} />
    </>
  );
}

function CharityCard({ charity }: { charity: Parts['charity'] }) {
  const { t } = useTranslation('campaign');
  return (
    <section>
      <h2>{t('filing.charity')}</h2>
      <dl className="card facts">
        <Fact label={t('filing.name')}>{charity.name}</Fact>
        <Fact label={t('filing.creditCode')}>{charity.creditCode}</Fact>
        <Fact label={t('filing.certificate')}>
          {t('filing.certificateUntil', { number: charity.certificateNumber, day: charity.certificateValidUntil })}
        </Fact>
        <Fact label={t('filing.address')}>{charity.address}</Fact>
        <Fact label={t('filing.phone')}>
          <a href={`tel:${charity.phone}`}>{charity.phone}</a>
        </Fact>
        <Fact label={t('filing.email')}>
          <a href={`mailto:${charity.email}`}>{charity.email}</a>
        </Fact>
      </dl>
    </section>
  );
}

function PlanCard({ plan, cities }: Pick<Parts, 'plan' | 'cities'>) {
  const { t } = useTranslation('campaign');
  const nameOf = new Map(cities.map(({ region }) => [region.code, region.name]));
  const day = (value: string | null): string => value ?? t('filing.notFiled');
  return (
    <section>
      <h2>{t('filing.plan')}</h2>
      <dl className="card facts">
        <Fact label={t('filing.number')}>{plan.filingNumber ?? t('filing.notFiled')}</Fact>
        <Fact label={t('filing.filedOn')}>{day(plan.filedOn)}</Fact>
        <Fact label={t('filing.window')}>
          {t('filing.windowDays', { start: day(plan.windowStart), end: day(plan.windowEnd) })}
        </Fact>
        <Fact label={t('filing.regions')}>
          {plan.regionCodes.map((code) => nameOf.get(code) ?? code).join(t('filing.listSeparator'))}
        </Fact>
        <Fact label={t('filing.purpose')}>{plan.purpose}</Fact>
        <Fact label={t('filing.beneficiaries')}>{plan.beneficiaries}</Fact>
        <Fact label={t('filing.useOfFunds')}>{plan.useOfFunds}</Fact>
        <Fact label={t('filing.cost')}>{plan.cost}</Fact>
        <Fact label={t('filing.leftovers')}>{plan.leftovers}</Fact>
        <Fact label={t('filing.responsiblePerson')}>{plan.responsiblePerson}</Fact>
        <Fact label={t('filing.bankAccount')}>{plan.bankAccount}</Fact>
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="tiny muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '../../components/data-table.js';
import { chinaDay } from '../../lib/china-time.js';
import { readFragment, type FragmentOf } from '../../lib/graphql.js';
import { DisclosureParts } from './disclosure.fragment.js';
import './disclosures.css';

/** One campaign: its filing, its plan, and the days by which the law wants it told about. */
export function CampaignDisclosures({ campaign }: { campaign: FragmentOf<typeof DisclosureParts> }) {
  const { t } = useTranslation(['open', 'common']);
  const { slug, title, state, startsAt, endsAt, charity, plan, disclosuresDue } = readFragment(
    DisclosureParts,
    campaign,
  );
  // The window ends at an instant: its last day is the one the second before falls on.
  const last = chinaDay(new Date(Date.parse(endsAt) - 1_000).toISOString());
  const filed = plan.filingNumber && plan.filedOn;
  return (
    <section aria-labelledby={`disclosures-${slug}`}>
      <h2 id={`disclosures-${slug}`}>
        <Link to={`/c/${slug}`}>{title}</Link> <span className="pill">{t(`common:campaignState.${state}`)}</span>
      </h2>
      <DataTable
        caption={[
          t('disclosures.window', { charity: charity.name, first: chinaDay(startsAt), last }),
          ...(plan.filingNumber ? [t('disclosures.filed', { number: plan.filingNumber })] : []),
        ].join(' ')}
        columns={[
          { title: t('disclosures.what') },
          { title: t('disclosures.when') },
          { title: t('disclosures.where') },
        ]}
        rows={[
          {
            id: 'plan',
            cells: [
              t('disclosures.plan'),
              <span key="when" className="disclosure-when">
                {filed ? plan.filedOn : t('disclosures.notFiled')}
              </span>,
              <Link key="plan" to={`/c/${slug}/plan`}>
                {t('disclosures.read')}
              </Link>,
            ],
          },
          ...disclosuresDue.map(({ id, kind, dueOn, passed }) => ({
            id,
            cells: [
              t(`disclosures.kinds.${kind}`),
              <span key="when" className="disclosure-when">
                {t('disclosures.due', { day: dueOn })}
              </span>,
              passed ? t('disclosures.passed') : t('disclosures.later'),
            ],
          })),
        ]}
      />
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '../../components/data-table.js';
import { chinaDay } from '../../lib/china-time.js';
import { readFragment, type FragmentOf, type ResultOf } from '../../lib/graphql.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import { RuleParts } from './rule.fragment.js';

type Rule = NonNullable<ResultOf<typeof RuleParts>['rule']>;
type Example = NonNullable<ResultOf<typeof RuleParts>['ruleExample']>;

/** One campaign's rule: what it says, the shares it gives, and a gift split by it. */
export function CampaignRule({ campaign }: { campaign: FragmentOf<typeof RuleParts> }) {
  const { t } = useTranslation('open');
  const { slug, title, rule, ruleExample } = readFragment(RuleParts, campaign);
  return (
    <section aria-labelledby={`rule-${slug}`}>
      <h2 id={`rule-${slug}`}>
        <Link to={`/c/${slug}`}>{title}</Link>
      </h2>
      {rule ? (
        <>
          <div className="card">
            <p>{rule.summary}</p>
            {rule.note ? <p className="small muted">{rule.note}</p> : null}
            <p className="tiny muted num">
              {t('rules.since', {
                version: rule.version,
                day: chinaDay(rule.effectiveFrom),
                approvals: rule.approvals,
              })}
            </p>
          </div>
          <div className="open-columns">
            <Shares shares={rule.shares} />
            {ruleExample ? <ExampleGift example={ruleExample} /> : null}
          </div>
        </>
      ) : (
        <p className="card muted">{t('rules.noRule')}</p>
      )}
    </section>
  );
}

function Shares({ shares }: Pick<Rule, 'shares'>) {
  const { t } = useTranslation('open');
  return (
    <section>
      <DataTable
        caption={t('rules.shares')}
        columns={[
          { title: t('rules.city') },
          { title: t('rules.basis'), numeric: true },
          { title: t('rules.share'), numeric: true },
        ]}
        rows={shares.map(({ region, basis, share }) => ({
          id: region.code,
          cells: [
            <Link key="city" to={`/cities/${region.code}`}>
              {region.name}
            </Link>,
            formatCount(basis),
            t('rules.percent', { share }),
          ],
        }))}
      />
    </section>
  );
}

function ExampleGift({ example: { amount, management, lines } }: { example: Example }) {
  const { t } = useTranslation('open');
  const whole = formatYuan(fenOf(amount));
  const kept = fenOf(management);
  return (
    <section>
      <DataTable
        caption={t('rules.example', { amount: whole })}
        columns={[
          { title: t('rules.city') },
          { title: t('rules.arithmetic') },
          { title: t('rules.gets'), numeric: true },
        ]}
        rows={[
          ...(kept > 0n ? [{ id: 'management', cells: [t('rules.management'), '', formatYuan(kept)] }] : []),
          ...lines.map((line) => ({
            id: line.region.code,
            cells: [
              line.region.name,
              <span key="sum" className="tiny muted num-text">
                {line.arithmetic}
              </span>,
              formatYuan(fenOf(line.amount)),
            ],
          })),
        ]}
        foot={[t('rules.together'), '', whole]}
      />
    </section>
  );
}

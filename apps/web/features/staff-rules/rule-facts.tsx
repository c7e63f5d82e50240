import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { percentText } from './basis-points.js';
import type { StaffRuleParts } from './rule.fragment.js';
import { RuleTime } from './rule-time.js';

/** Everything a second person has to read before approving: the terms, the shares, the text the digest is of. */
export function RuleFacts({ rule }: { rule: StaffRuleParts }) {
  const { t } = useTranslation('rules');
  const [figure] = rule.shares;
  return (
    <section className="card">
      <h2>{t('detail.content')}</h2>
      <p>{rule.summary}</p>
      <dl className="rule-facts">
        <Fact label={t('form.effectiveFrom')}>
          <RuleTime rule={rule} />
        </Fact>
        <Fact label={t('form.management')}>{t('table.percent', { share: percentText(rule.managementBp) })}</Fact>
        <Fact label={t('form.feeCarrier')}>{t(`carrier.${rule.feeCarrier}`)}</Fact>
        <Fact label={t('form.method')}>{t(`method.${rule.method}`)}</Fact>
        {figure?.source && figure.asOf ? (
          <Fact label={t('detail.figures')}>{t('form.figures', { source: figure.source, day: figure.asOf })}</Fact>
        ) : null}
        <Fact label={t('form.note')}>{rule.note}</Fact>
      </dl>
      <table className="city-table plain">
        <caption className="unseen">{t('form.sharePart')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('table.city')}</th>
            <th scope="col">{t(`table.basis.${rule.method}`)}</th>
            <th scope="col">{t('table.bounds')}</th>
            <th scope="col">{t('table.weight')}</th>
            <th scope="col">{t('table.share')}</th>
          </tr>
        </thead>
        <tbody>
          {rule.shares.map(({ region, basis, floorBp, capBp, weight, share }) => (
            <tr key={region.code}>
              <th scope="row">{region.name}</th>
              <td className="num">{basis}</td>
              <td className="num">
                {floorBp === 0 && capBp === 10_000
                  ? t('table.unbound')
                  : t('table.boundsSay', { floor: percentText(floorBp), cap: percentText(capBp) })}
              </td>
              <td className="num">{weight}</td>
              <td className="num">{t('table.percent', { share })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <details>
        <summary>{t('detail.text')}</summary>
        <pre className="rule-text">{rule.content}</pre>
        <p className="tiny muted rule-digest">{t('detail.digest', { digest: rule.digest })}</p>
      </details>
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

import { useTranslation } from 'react-i18next';
import { fenOf, formatYuan } from '../../lib/money.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { IncomeQuery } from './ledger.queries.js';
import { AsOfLine, ReportFrame, SumLines } from './report-frame.js';

/** Income, spending and what is left of each campaign. */
export function IncomeReport({ asOf }: { asOf: string }) {
  const { t } = useTranslation('ledger');
  const answer = usePageQuery(IncomeQuery, { asOf: asOf || null });
  return (
    <ReportFrame answer={answer}>
      {({ incomeAndSpending: { campaigns, batchNumber, bookedAt } }) => (
        <>
          <AsOfLine batchNumber={batchNumber} bookedAt={bookedAt} />
          {bookedAt
            ? campaigns.map(({ campaignId, title, ...account }) => (
                <article key={campaignId} className="ledger-campaign">
                  <h2>{title}</h2>
                  <div className="ledger-columns">
                    <SumLines title={t('income.income')} lines={account.income} sum={account.incomeTotal} />
                    <SumLines title={t('income.spending')} lines={account.spending} sum={account.spendingTotal} />
                    <SumLines title={t('income.held')} lines={account.held} sum={account.result} />
                  </div>
                  <p className="small muted num">
                    {t('income.closes', {
                      result: formatYuan(fenOf(account.result)),
                      difference: formatYuan(fenOf(account.difference)),
                    })}
                  </p>
                </article>
              ))
            : null}
        </>
      )}
    </ReportFrame>
  );
}

import { useTranslation } from 'react-i18next';
import { TableFrame } from '../../components/console/table-frame.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { TrialBalanceQuery } from './ledger.queries.js';
import { AsOfLine, ReportFrame } from './report-frame.js';

interface TrialBalanceProps {
  asOf: string;
  onAccount: (account: string) => void;
}

/** Every account with what it holds, by code of the chart; both columns sum to the same. */
export function TrialBalanceReport({ asOf, onAccount }: TrialBalanceProps) {
  const { t } = useTranslation('ledger');
  const answer = usePageQuery(TrialBalanceQuery, { asOf: asOf || null });
  return (
    <ReportFrame answer={answer}>
      {({ trialBalance: { groups, debit, credit, batchNumber, bookedAt } }) => (
        <>
          <AsOfLine batchNumber={batchNumber} bookedAt={bookedAt} />
          {bookedAt ? (
            <TableFrame label={t('tabs.balance')}>
              <table className="ledger-table num">
                <thead>
                  <tr>
                    <th scope="col">{t('columns.account')}</th>
                    <th scope="col">{t('columns.debit')}</th>
                    <th scope="col">{t('columns.credit')}</th>
                  </tr>
                </thead>
                {groups.map((group) => (
                  <tbody key={group.code + group.name}>
                    <tr className="ledger-group">
                      <th scope="rowgroup">
                        {group.code} {group.name}
                      </th>
                      <td>{shown(group.debit)}</td>
                      <td>{shown(group.credit)}</td>
                    </tr>
                    {group.rows.map((row) => (
                      <tr key={row.account.id}>
                        <td>
                          <button type="button" className="text-button" onClick={() => onAccount(`${row.account.id}`)}>
                            {row.account.of || t('noDimension')}
                          </button>
                        </td>
                        <td>{shown(row.debit)}</td>
                        <td>{shown(row.credit)}</td>
                      </tr>
                    ))}
                  </tbody>
                ))}
                <tfoot>
                  <tr className="ledger-group">
                    <th scope="row">{t('total')}</th>
                    <td>{formatYuan(fenOf(debit))}</td>
                    <td>{formatYuan(fenOf(credit))}</td>
                  </tr>
                </tfoot>
              </table>
            </TableFrame>
          ) : null}
        </>
      )}
    </ReportFrame>
  );
}

function shown(fen: string): string {
  return fenOf(fen) === 0n ? '' : formatYuan(fenOf(fen));
}

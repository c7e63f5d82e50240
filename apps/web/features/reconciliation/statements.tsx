import { Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { EmptyTable } from '../../components/console/empty-table.js';
import { TableFrame } from '../../components/console/table-frame.js';
import { FaultNotice } from '../../components/fault-notice.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import { StatementImport } from './statement-import.js';
import { StatementsQuery, type StatementRow } from './statements.query.js';

/** The bank's statements, and the way to bring another one. */
export function Statements({ mayImport, onImported }: { mayImport: boolean; onImported: () => void }) {
  const { t } = useTranslation('reconciliation');
  const [{ data, error }, ask] = useQuery({ query: StatementsQuery, requestPolicy: 'cache-and-network' });
  const refresh = (): void => ask({ requestPolicy: 'network-only' });
  const columns = useMemo<TableColumnsType<StatementRow>>(
    () => [
      {
        title: t('statement.days'),
        key: 'days',
        className: 'num cell-title',
        render: (_, row) => t('statement.span', { from: row.from, to: row.to }),
      },
      { title: t('statement.file'), key: 'file', render: (_, row) => row.fileName },
      {
        title: t('statement.lines'),
        key: 'lines',
        className: 'num',
        render: (_, row) =>
          row.known > 0
            ? t('statement.countKnown', { count: row.lines, known: formatCount(row.known) })
            : t('statement.count', { count: row.lines }),
      },
      {
        title: t('statement.imported'),
        key: 'imported',
        render: (_, row) => (
          <>
            {row.importedBy} <span className="num">{chinaDayAndClock(row.importedAt)}</span>
          </>
        ),
      },
      {
        title: t('statement.closing'),
        key: 'closing',
        className: 'num cell-amount',
        align: 'right',
        render: (_, row) => (row.closing === null ? '—' : formatYuan(fenOf(row.closing))),
      },
    ],
    [t],
  );
  return (
    <section className="card console-block">
      <h2>{t('statements')}</h2>
      {mayImport ? (
        <StatementImport
          onImported={() => {
            refresh();
            onImported();
          }}
        />
      ) : null}
      {error ? <FaultNotice fault={apiFaultOf(error)} onRetry={refresh} /> : null}
      <TableFrame label={t('statements')}>
        <Table<StatementRow>
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={data?.bankStatements ?? []}
          pagination={false}
          locale={{
            emptyText: (
              <EmptyTable status={data ? 'ready' : error ? 'failed' : 'loading'}>
                <div className="console-teach">{t('statement.empty')}</div>
              </EmptyTable>
            ),
          }}
        />
      </TableFrame>
    </section>
  );
}

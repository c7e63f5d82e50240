import { Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { LoadMore } from '../../components/console/load-more.js';
import { EmptyTable } from '../../components/console/empty-table.js';
import { TableFrame } from '../../components/console/table-frame.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { formatCount } from '../../lib/money.js';
import { connectionPage, dataOrThrow, useConnection } from '../../lib/use-connection.js';
import type { RunParts } from './reconciliation.fragment.js';
import { RunsQuery } from './runs.query.js';

/** Comparisons, with how long each took and what it found. */
export function Runs({ version }: { version: string }) {
  const { t } = useTranslation('reconciliation');
  const client = useClient();
  const rows = useConnection<RunParts>(version, async (after) => {
    const result = await client.query(RunsQuery, { after }, { requestPolicy: 'network-only' }).toPromise();
    return connectionPage(dataOrThrow(result).reconciliationRuns);
  });
  const columns = useMemo<TableColumnsType<RunParts>>(
    () => [
      {
        title: t('run.started'),
        key: 'started',
        className: 'num cell-title',
        render: (_, row) => chinaDayAndClock(row.startedAt),
      },
      { title: t('run.who'), key: 'who', render: (_, row) => row.askedBy ?? t('run.nightly') },
      { title: t('run.took'), key: 'took', className: 'num', render: (_, row) => durationOf(row, t) },
      {
        title: t('run.read'),
        key: 'read',
        className: 'num',
        render: (_, row) => t('run.lines', { read: formatCount(row.linesRead), fresh: formatCount(row.linesNew) }),
      },
      {
        title: t('run.result'),
        key: 'result',
        className: 'cell-amount',
        align: 'right',
        render: (_, row) => <Result run={row} />,
      },
    ],
    [t],
  );
  return (
    <section className="card console-block">
      <h2>{t('runs')}</h2>
      <TableFrame label={t('runs')}>
        <Table<RunParts>
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={rows.nodes}
          pagination={false}
          locale={{
            emptyText: (
              <EmptyTable status={rows.status}>
                <div className="console-teach">{t('run.empty')}</div>
              </EmptyTable>
            ),
          }}
        />
      </TableFrame>
      <LoadMore connection={rows} />
    </section>
  );
}

function Result({ run }: { run: RunParts }) {
  const { t } = useTranslation('reconciliation');
  if (run.finishedAt === null) {
    return run.failure ? (
      <StatePill state="FAILED">{t('run.failed')}</StatePill>
    ) : (
      <StatePill state="PROCESSING">{t('run.running')}</StatePill>
    );
  }
  const open = run.openProvider + run.openBank;
  if (open === 0 && run.unexplained === '0') {
    return <StatePill state="PAID">{run.explained === '0' ? t('run.equal') : t('run.explained')}</StatePill>;
  }
  return <StatePill state="FAILED">{t('run.open', { count: open })}</StatePill>;
}

type Translate = ReturnType<typeof useTranslation<'reconciliation'>>['t'];

function durationOf({ startedAt, finishedAt }: RunParts, t: Translate): string {
  if (finishedAt === null) return '—';
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return t('run.seconds', { seconds: seconds < 10 ? seconds.toFixed(1) : Math.ceil(seconds) });
}

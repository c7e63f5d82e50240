import type { TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsoleTable } from '../../components/console/console-table.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { formatCount } from '../../lib/money.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import type { RunParts } from './reconciliation.fragment.js';
import { RunsQuery } from './runs.query.js';

/** Comparisons, with how long each took and what it found. */
export function Runs({ version }: { version: string }) {
  const { t } = useTranslation('reconciliation');
  const rows = useQueryConnection(RunsQuery, {}, (data) => data.reconciliationRuns, version);
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
      <ConsoleTable label={t('runs')} columns={columns} rows={rows} empty={{ text: t('run.empty') }} />
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

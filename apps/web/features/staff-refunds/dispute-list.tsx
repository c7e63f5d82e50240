import type { TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ChoiceFilter } from '../../components/console/choice-filter.js';
import { ConsoleTable } from '../../components/console/console-table.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Connection } from '../../lib/use-connection.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { DisputeState, DueIn } from './dispute-state.js';
import { StaffDisputesQuery, type DisputeRow } from './dispute.queries.js';
import { ReturnsTabs } from './returns-tabs.js';
import './staff-refunds.css';

/** Disputes; those banks have not decided come first. */
export function DisputeList() {
  const { t } = useTranslation('refunds');
  const [shown, setShown] = useState<'undecided' | 'all'>('undecided');
  const rows = useQueryConnection(StaffDisputesQuery, { undecided: shown === 'undecided' }, (data) => data.disputes);
  return (
    <>
      <h1>{t('title')}</h1>
      <ReturnsTabs />
      <p className="console-say">{t('dispute.say')}</p>
      <section className="card">
        <div className="console-filters">
          <ChoiceFilter
            label={t('columns.state')}
            choices={[
              ['undecided', t('dispute.undecided')],
              ['all', t('dispute.all')],
            ]}
            value={shown}
            onChange={setShown}
          />
        </div>
        <DisputeTable rows={rows} />
      </section>
    </>
  );
}

function DisputeTable({ rows }: { rows: Connection<DisputeRow> }) {
  const { t } = useTranslation('refunds');
  const columns = useMemo<TableColumnsType<DisputeRow>>(
    () => [
      {
        title: t('columns.what'),
        key: 'what',
        className: 'cell-title',
        render: (_, row) => <Link to={`/staff/disputes/${row.id}`}>{row.reasonText}</Link>,
      },
      { title: t('columns.state'), key: 'state', render: (_, row) => <DisputeState state={row.state} /> },
      { title: t('columns.due'), key: 'due', render: (_, row) => <DueIn {...row} /> },
      { title: t('columns.campaign'), key: 'campaign', render: (_, row) => row.pledge.campaign.title },
      { title: t('columns.time'), key: 'time', className: 'num', render: (_, row) => chinaDayAndClock(row.openedAt) },
      {
        title: t('columns.amount'),
        key: 'amount',
        className: 'num cell-amount',
        align: 'right',
        render: (_, row) => formatYuan(fenOf(row.amount)),
      },
    ],
    [t],
  );
  return (
    <ConsoleTable
      label={t('tabs.disputes')}
      columns={columns}
      rows={rows}
      empty={{ title: t('dispute.emptyTitle'), text: t('dispute.emptyText') }}
    />
  );
}

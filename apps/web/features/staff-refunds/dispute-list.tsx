import type { TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { LoadMore } from '../../components/console/load-more.js';
import { ConsoleTable } from '../../components/console/console-table.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { connectionPage, dataOrThrow, useConnection } from '../../lib/use-connection.js';
import type { Connection } from '../../lib/use-connection.js';
import { DisputeState, DueIn } from './dispute-state.js';
import { StaffDisputesQuery, type DisputeRow } from './dispute.queries.js';
import { ReturnsTabs } from './returns-tabs.js';
import './staff-refunds.css';

/** Disputes; those banks have not decided come first. */
export function DisputeList() {
  const { t } = useTranslation('refunds');
  const client = useClient();
  const [undecided, setUndecided] = useState(true);
  const rows = useConnection<DisputeRow>(String(undecided), async (after) => {
    const variables = { after, undecided };
    const result = await client.query(StaffDisputesQuery, variables, { requestPolicy: 'network-only' }).toPromise();
    return connectionPage(dataOrThrow(result).disputes);
  });
  return (
    <>
      <h1>{t('title')}</h1>
      <ReturnsTabs />
      <p className="console-say">{t('dispute.say')}</p>
      <section className="card">
        <div className="console-filters">
          <label>
            {t('columns.state')}
            <select
              value={undecided ? 'undecided' : 'all'}
              onChange={(event) => setUndecided(event.target.value === 'undecided')}
            >
              <option value="undecided">{t('dispute.undecided')}</option>
              <option value="all">{t('dispute.all')}</option>
            </select>
          </label>
        </div>
        <DisputeTable rows={rows.nodes} status={rows.status} />
        <LoadMore connection={rows} />
      </section>
    </>
  );
}

function DisputeTable({ rows, status }: { rows: readonly DisputeRow[]; status: Connection<unknown>['status'] }) {
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
      status={status}
      empty={{ title: t('dispute.emptyTitle'), text: t('dispute.emptyText') }}
    />
  );
}

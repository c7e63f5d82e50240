import { Button, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useHref } from 'react-router';
import { ConsoleTable } from '../../components/console/console-table.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import type { ResultOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Connection } from '../../lib/use-connection.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { ReallocationState } from './reallocation-state.js';
import { ReallocationsQuery } from './reallocations.query.js';
import './reallocations.css';

type Row = ResultOf<typeof ReallocationsQuery>['reallocations']['edges'][number]['node'];

/** Every re-allocation; the sentence on top says what waits. */
export function ReallocationList({ canPropose }: { canPropose: boolean }) {
  const { t } = useTranslation('reallocations');
  const newAddress = useHref('/staff/reallocations/new');
  const rows = useQueryConnection(ReallocationsQuery, {}, (data) => data.reallocations);
  const waiting = rows.nodes.filter(({ state }) => state === 'PROPOSED').length;
  return (
    <>
      <div className="console-head">
        <div>
          <h1>{t('title')}</h1>
          <p className="console-say">{waiting > 0 ? t('waiting', { count: waiting }) : t('say')}</p>
        </div>
        {canPropose ? (
          <Button type="primary" href={newAddress}>
            {t('new')}
          </Button>
        ) : null}
      </div>
      <section className="card">
        <ReallocationTable rows={rows} />
      </section>
    </>
  );
}

function ReallocationTable({ rows }: { rows: Connection<Row> }) {
  const { t } = useTranslation('reallocations');
  const columns = useMemo<TableColumnsType<Row>>(
    () => [
      {
        title: t('what'),
        key: 'what',
        className: 'cell-title',
        render: (_, row) => <Link to={`/staff/reallocations/${row.id}`}>{row.about}</Link>,
      },
      { title: t('state'), key: 'state', render: (_, row) => <ReallocationState {...row} /> },
      { title: t('campaign'), key: 'campaign', render: (_, row) => row.campaign.title },
      {
        title: t('proposed'),
        key: 'proposed',
        render: (_, row) => (
          <>
            {row.proposedBy} <span className="num">{chinaDayAndClock(row.proposedAt)}</span>
          </>
        ),
      },
      {
        title: t('amount'),
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
      label={t('title')}
      columns={columns}
      rows={rows}
      empty={{ title: t('emptyTitle'), text: t('emptyText') }}
    />
  );
}

import type { TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ChoiceFilter } from '../../components/console/choice-filter.js';
import { ConsoleTable } from '../../components/console/console-table.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import type { ResultOf, VariablesOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Connection } from '../../lib/use-connection.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { RefundState } from './refund-state.js';
import { StaffRefundsQuery, type RefundRow } from './refund.queries.js';
import { ReturnsTabs } from './returns-tabs.js';
import './staff-refunds.css';

type Filter = NonNullable<VariablesOf<typeof StaffRefundsQuery>['filter']>;
type Counts = ResultOf<typeof StaffRefundsQuery>['refundCounts'];

const FILTERS: readonly Filter[] = ['WAITING', 'UNDER_WAY', 'TROUBLE', 'DONE'];

/** Refunds; what waits for a person comes first. */
export function RefundList() {
  const { t } = useTranslation(['refunds', 'staff']);
  const [filter, setFilter] = useState<Filter | ''>('WAITING');
  const [counts, setCounts] = useState<Counts | null>(null);
  const rows = useQueryConnection(StaffRefundsQuery, { filter: filter || null }, (data) => {
    setCounts(data.refundCounts);
    return data.refunds;
  });
  return (
    <>
      <h1>{t('title')}</h1>
      <ReturnsTabs />
      <p className="console-say">
        {counts
          ? t('say', { requested: counts.requested, proposed: counts.proposed, disputes: counts.openDisputes })
          : ' '}
        {counts && counts.failed > 0 ? ` ${t('sayFailed', { count: counts.failed })}` : ''}
      </p>
      <section className="card">
        <div className="console-filters">
          <ChoiceFilter
            label={t('staff:filter.state')}
            choices={[...FILTERS.map((each) => [each, t(`filters.${each}`)] as const), ['', t('staff:filter.all')]]}
            value={filter}
            onChange={setFilter}
          />
        </div>
        <RefundTable rows={rows} />
      </section>
    </>
  );
}

function RefundTable({ rows }: { rows: Connection<RefundRow> }) {
  const { t } = useTranslation('refunds');
  const columns = useMemo<TableColumnsType<RefundRow>>(
    () => [
      {
        title: t('columns.what'),
        key: 'what',
        className: 'cell-title',
        render: (_, row) => (
          <Link to={`/staff/refunds/${row.id}`}>
            {t(`origins.${row.origin}`)} · {row.reasonText}
          </Link>
        ),
      },
      { title: t('columns.state'), key: 'state', render: (_, row) => <RefundState state={row.state} /> },
      { title: t('columns.campaign'), key: 'campaign', render: (_, row) => row.pledge.campaign.title },
      {
        title: t('columns.time'),
        key: 'time',
        className: 'num',
        render: (_, row) => chinaDayAndClock(row.createdAt),
      },
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
      label={t('tabs.refunds')}
      columns={columns}
      rows={rows}
      empty={{ title: t('empty.title'), text: t('empty.text') }}
    />
  );
}

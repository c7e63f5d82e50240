import { Button, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useHref } from 'react-router';
import { ConsoleTable } from '../../components/console/console-table.js';
import type { ResultOf } from '../../lib/graphql.js';
import type { Connection } from '../../lib/use-connection.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { percentText } from './basis-points.js';
import { RuleTime } from './rule-time.js';
import { StandingPill } from './standing-pill.js';
import { StaffRulesQuery } from './rules.query.js';

type Row = ResultOf<typeof StaffRulesQuery>['allocationRules']['edges'][number]['node'];

/** Rules in every state; the sentence on top says what waits. */
export function RuleList({ canDraft }: { canDraft: boolean }) {
  const { t } = useTranslation('rules');
  const newAddress = useHref('/staff/rules/new');
  const rows = useQueryConnection(StaffRulesQuery, {}, (data) => data.allocationRules);
  const waiting = rows.nodes.filter(({ state }) => state === 'SIMULATED').length;
  return (
    <>
      <div className="console-head">
        <div>
          <h1>{t('list.title')}</h1>
          <p className="console-say">{waiting > 0 ? t('list.waiting', { count: waiting }) : t('list.nothingWaits')}</p>
        </div>
        {canDraft ? (
          <Button type="primary" href={newAddress}>
            {t('list.new')}
          </Button>
        ) : null}
      </div>
      <section className="card">
        <RuleTable rows={rows} />
      </section>
    </>
  );
}

function RuleTable({ rows }: { rows: Connection<Row> }) {
  const { t } = useTranslation('rules');
  const columns = useMemo<TableColumnsType<Row>>(
    () => [
      {
        title: t('list.rule'),
        key: 'rule',
        className: 'cell-title',
        render: (_, row) => (
          <Link to={`/staff/rules/${row.id}`}>
            {t('name', { version: row.version, scope: row.campaign?.title ?? t('wholeProgramme') })}
          </Link>
        ),
      },
      { title: t('list.state'), key: 'state', render: (_, row) => <StandingPill rule={row} /> },
      { title: t('list.time'), key: 'time', className: 'num', render: (_, row) => <RuleTime rule={row} /> },
      { title: t('list.method'), key: 'method', render: (_, row) => t(`method.${row.method}`) },
      {
        title: t('list.fees'),
        key: 'fees',
        render: (_, row) =>
          t('list.feesSay', { percent: percentText(row.managementBp), carrier: t(`carrier.${row.feeCarrier}`) }),
      },
    ],
    [t],
  );
  return (
    <ConsoleTable
      label={t('list.title')}
      columns={columns}
      rows={rows}
      empty={{ title: t('list.emptyTitle'), text: t('list.emptyText') }}
    />
  );
}

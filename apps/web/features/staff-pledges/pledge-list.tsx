import type { TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { LoadMore } from '../../components/console/load-more.js';
import { ConsoleTable } from '../../components/console/console-table.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import type { VariablesOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { connectionPage, dataOrThrow, useConnection } from '../../lib/use-connection.js';
import type { Connection } from '../../lib/use-connection.js';
import { PledgeDrawer } from './pledge-drawer.js';
import { StaffPledgesQuery, type StaffPledge } from './staff-pledges.query.js';
import './staff-pledges.css';

type State = NonNullable<VariablesOf<typeof StaffPledgesQuery>['state']>;

const STATES: readonly State[] = [
  'CREATED',
  'AWAITING_PAYMENT',
  'PROCESSING',
  'PAID',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'DISPUTED',
  'CHARGED_BACK',
];

/** Every pledge with where it stands and, if it failed, why; a row opens to its history. */
export function PledgeList() {
  const { t } = useTranslation(['staff', 'common']);
  const client = useClient();
  const [state, setState] = useState<State | ''>('');
  const [opened, setOpened] = useState<StaffPledge | null>(null);
  const rows = useConnection<StaffPledge>(state, async (after) => {
    const variables = { after, state: state || null };
    const result = await client.query(StaffPledgesQuery, variables, { requestPolicy: 'network-only' }).toPromise();
    return connectionPage(dataOrThrow(result).pledges);
  });
  const failed = rows.nodes.filter((row) => row.state === 'FAILED').length;
  return (
    <>
      <h1>{t('pledges.title')}</h1>
      <p className="console-say">{failed > 0 ? t('pledges.failed', { count: failed }) : t('pledges.noneFailed')}</p>
      <section className="card">
        <div className="console-filters">
          <label>
            {t('filter.state')}
            <select
              value={state}
              onChange={(event) => setState(STATES.find((each) => each === event.target.value) ?? '')}
            >
              <option value="">{t('filter.all')}</option>
              {STATES.map((each) => (
                <option key={each} value={each}>
                  {t(`common:pledgeState.${each}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <PledgeTable rows={rows.nodes} status={rows.status} onOpen={setOpened} />
        <LoadMore connection={rows} />
      </section>
      {opened ? <PledgeDrawer pledge={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}

interface PledgeTableProps {
  rows: readonly StaffPledge[];
  status: Connection<unknown>['status'];
  onOpen: (pledge: StaffPledge) => void;
}

function PledgeTable({ rows, status, onOpen }: PledgeTableProps) {
  const { t } = useTranslation(['staff', 'common']);
  const columns = useMemo<TableColumnsType<StaffPledge>>(
    () => [
      { title: t('pledges.time'), key: 'time', className: 'num', render: (_, row) => chinaDayAndClock(row.createdAt) },
      {
        title: t('pledges.id'),
        key: 'id',
        className: 'num cell-title',
        render: (_, row) => (
          <button type="button" className="text-button" onClick={() => onOpen(row)}>
            {row.id}
          </button>
        ),
      },
      {
        title: t('pledges.state'),
        key: 'state',
        render: (_, row) => <StatePill state={row.state}>{t(`common:pledgeState.${row.state}`)}</StatePill>,
      },
      { title: t('pledges.why'), key: 'why', render: (_, row) => row.failure?.message ?? t('pledges.noReason') },
      {
        title: t('pledges.destination'),
        key: 'destination',
        render: (_, row) => row.designation.region?.name ?? t('common:provincePool'),
      },
      {
        title: t('pledges.amount'),
        key: 'amount',
        className: 'num cell-amount',
        align: 'right',
        render: (_, row) => formatYuan(fenOf(row.amount)),
      },
    ],
    [t, onOpen],
  );
  return (
    <ConsoleTable
      label={t('pledges.title')}
      columns={columns}
      rows={rows}
      status={status}
      empty={{ title: t('pledges.emptyTitle'), text: t('pledges.emptyText') }}
    />
  );
}

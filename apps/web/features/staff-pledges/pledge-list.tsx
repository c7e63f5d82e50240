import type { TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceFilter } from '../../components/console/choice-filter.js';
import { ConsoleTable } from '../../components/console/console-table.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import type { VariablesOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Connection } from '../../lib/use-connection.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
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
  const [state, setState] = useState<State | ''>('');
  const [opened, setOpened] = useState<StaffPledge | null>(null);
  const rows = useQueryConnection(StaffPledgesQuery, { state: state || null }, (data) => data.pledges);
  const failed = rows.nodes.filter((row) => row.state === 'FAILED').length;
  return (
    <>
      <h1>{t('pledges.title')}</h1>
      <p className="console-say">{failed > 0 ? t('pledges.failed', { count: failed }) : t('pledges.noneFailed')}</p>
      <section className="card">
        <div className="console-filters">
          <ChoiceFilter
            label={t('filter.state')}
            choices={[['', t('filter.all')], ...STATES.map((each) => [each, t(`common:pledgeState.${each}`)] as const)]}
            value={state}
            onChange={setState}
          />
        </div>
        <PledgeTable rows={rows} onOpen={setOpened} />
      </section>
      {opened ? <PledgeDrawer pledge={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}

interface PledgeTableProps {
  rows: Connection<StaffPledge>;
  onOpen: (pledge: StaffPledge) => void;
}

function PledgeTable({ rows, onOpen }: PledgeTableProps) {
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
      empty={{ title: t('pledges.emptyTitle'), text: t('pledges.emptyText') }}
    />
  );
}

import type { TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceFilter } from '../../components/console/choice-filter.js';
import { ConsoleTable } from '../../components/console/console-table.js';
import { StatePill } from '../../components/state-pill.js';
import type { VariablesOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Connection } from '../../lib/use-connection.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { StaffTeamDrawer } from './staff-team-drawer.js';
import { StaffTeamsQuery, type StaffTeamParts } from './staff-teams.queries.js';
import { PILL_OF_STATE, waits } from './team-states.js';
import './staff-teams.css';

type State = NonNullable<VariablesOf<typeof StaffTeamsQuery>['state']>;

const STATES: readonly State[] = ['IN_REVIEW', 'PUBLIC', 'REJECTED', 'CLOSED', 'TAKEN_DOWN'];
type Shown = State | 'WAITING' | 'ALL';

/** Teams that wait to be looked at first; every other at a choice. A row opens to what it says and what was reported. */
export function StaffTeamList({ mayAct }: { mayAct: boolean }) {
  const { t } = useTranslation('staffTeams');
  const [shown, setShown] = useState<Shown>('WAITING');
  const [opened, setOpened] = useState<StaffTeamParts | null>(null);
  const [changes, setChanges] = useState(0);
  const rows = useQueryConnection(
    StaffTeamsQuery,
    { state: STATES.find((each) => each === shown) ?? null, waiting: shown === 'WAITING' },
    (data) => data.staffTeams,
    changes,
  );
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="console-say">{t('say')}</p>
      <section className="card">
        <div className="console-filters">
          <ChoiceFilter
            label={t('filter.label')}
            choices={[
              ['WAITING', t('filter.waiting')],
              ['ALL', t('filter.all')],
              ...STATES.map((each) => [each, t(`states.${each}`)] as const),
            ]}
            value={shown}
            onChange={setShown}
          />
        </div>
        <TeamTable rows={rows} onOpen={setOpened} />
      </section>
      {opened ? (
        <StaffTeamDrawer
          team={opened}
          mayAct={mayAct}
          onClose={() => setOpened(null)}
          onChanged={(changed) => {
            setOpened(changed);
            setChanges((count) => count + 1);
          }}
        />
      ) : null}
    </>
  );
}

interface TeamTableProps {
  rows: Connection<StaffTeamParts>;
  onOpen: (team: StaffTeamParts) => void;
}

function TeamTable({ rows, onOpen }: TeamTableProps) {
  const { t } = useTranslation('staffTeams');
  const columns = useMemo<TableColumnsType<StaffTeamParts>>(
    () => [
      {
        title: t('columns.name'),
        key: 'name',
        className: 'cell-title',
        render: (_, row) => (
          <button type="button" className="text-button" onClick={() => onOpen(row)}>
            {row.name}
          </button>
        ),
      },
      {
        title: t('columns.state'),
        key: 'state',
        render: (_, row) => (
          <>
            <StatePill state={PILL_OF_STATE[row.state]}>{t(`states.${row.state}`)}</StatePill>{' '}
            {row.state === 'PUBLIC' && waits(row) ? <StatePill state="IN_REVIEW">{t('pending')}</StatePill> : null}
          </>
        ),
      },
      { title: t('columns.campaign'), key: 'campaign', render: (_, row) => row.campaign.title },
      {
        title: t('columns.concerns'),
        key: 'concerns',
        className: 'num',
        align: 'right',
        render: (_, row) => row.concerns.length,
      },
      {
        title: t('columns.raised'),
        key: 'raised',
        className: 'num cell-amount',
        align: 'right',
        render: (_, row) => formatYuan(fenOf(row.raised)),
      },
    ],
    [t, onOpen],
  );
  return (
    <ConsoleTable
      label={t('title')}
      columns={columns}
      rows={rows}
      empty={{ title: t('empty.title'), text: t('empty.text') }}
    />
  );
}

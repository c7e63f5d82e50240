import type { TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { ConsoleTable } from '../../components/console/console-table.js';
import { LoadMore } from '../../components/console/load-more.js';
import { StatePill } from '../../components/state-pill.js';
import type { VariablesOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { connectionPage, dataOrThrow, useConnection } from '../../lib/use-connection.js';
import type { Connection } from '../../lib/use-connection.js';
import { StaffTeamDrawer } from './staff-team-drawer.js';
import { StaffTeamsQuery, type StaffTeamParts } from './staff-teams.queries.js';
import { PILL_OF_STATE, waits } from './team-states.js';
import './staff-teams.css';

type State = NonNullable<VariablesOf<typeof StaffTeamsQuery>['state']>;

const STATES: readonly State[] = ['IN_REVIEW', 'PUBLIC', 'REJECTED', 'CLOSED', 'TAKEN_DOWN'];
const WAITING = 'WAITING';
const ALL = 'ALL';

/** Teams that wait to be looked at first; every other at a choice. A row opens to what it says and what was reported. */
export function StaffTeamList({ mayAct }: { mayAct: boolean }) {
  const { t } = useTranslation('staffTeams');
  const client = useClient();
  const [shown, setShown] = useState<State | typeof WAITING | typeof ALL>(WAITING);
  const [opened, setOpened] = useState<StaffTeamParts | null>(null);
  const [changes, setChanges] = useState(0);
  const rows = useConnection<StaffTeamParts>(`${shown}/${changes}`, async (after) => {
    const state = STATES.find((each) => each === shown) ?? null;
    const variables = { after, state, waiting: shown === WAITING };
    const asked = client.query(StaffTeamsQuery, variables, { requestPolicy: 'network-only' });
    return connectionPage(dataOrThrow(await asked.toPromise()).staffTeams);
  });
  const choose = (value: string): void => {
    setShown(value === WAITING ? WAITING : (STATES.find((each) => each === value) ?? ALL));
  };
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="console-say">{t('say')}</p>
      <section className="card">
        <div className="console-filters">
          <label>
            {t('filter.label')}
            <select value={shown} onChange={(event) => choose(event.target.value)}>
              <option value={WAITING}>{t('filter.waiting')}</option>
              <option value={ALL}>{t('filter.all')}</option>
              {STATES.map((each) => (
                <option key={each} value={each}>
                  {t(`states.${each}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <TeamTable rows={rows.nodes} status={rows.status} onOpen={setOpened} />
        <LoadMore connection={rows} />
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
  rows: readonly StaffTeamParts[];
  status: Connection<unknown>['status'];
  onOpen: (team: StaffTeamParts) => void;
}

function TeamTable({ rows, status, onOpen }: TeamTableProps) {
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
      status={status}
      empty={{ title: t('empty.title'), text: t('empty.text') }}
    />
  );
}

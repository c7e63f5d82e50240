import type { TableColumnsType } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { ChoiceFilter } from '../../components/console/choice-filter.js';
import { ConsoleTable } from '../../components/console/console-table.js';
import { StatePill } from '../../components/state-pill.js';
import type { VariablesOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Connection } from '../../lib/use-connection.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { MonthlyGiftCountsQuery } from './counts.query.js';
import { MonthlyGiftDrawer } from './monthly-gift-drawer.js';
import type { StaffMonthlyGift } from './staff-monthly-gift.fragment.js';
import { StaffMonthlyGiftsQuery } from './staff-monthly-gifts.query.js';
import { pillOf } from './state-tone.js';
import './staff-monthly-gifts.css';

type State = NonNullable<VariablesOf<typeof StaffMonthlyGiftsQuery>['state']>;

const STATES: readonly State[] = ['ACTIVE', 'PAST_DUE', 'PAUSED', 'PENDING_FIRST', 'ENDED'];

/** Every monthly gift with where it stands; a row opens to its months and its history. */
export function MonthlyGiftList({ mayCancel }: { mayCancel: boolean }) {
  const { t } = useTranslation('monthlyGifts');
  const [state, setState] = useState<State | ''>('');
  const [opened, setOpened] = useState<StaffMonthlyGift | null>(null);
  const [changes, setChanges] = useState(0);
  const rows = useQueryConnection(
    StaffMonthlyGiftsQuery,
    { state: state || null },
    (data) => data.monthlyGifts,
    changes,
  );
  return (
    <>
      <h1>{t('title')}</h1>
      <Counts changes={changes} />
      <section className="card">
        <div className="console-filters">
          <ChoiceFilter
            label={t('filter.state')}
            choices={[['', t('filter.all')], ...STATES.map((each) => [each, t(`state.${each}`)] as const)]}
            value={state}
            onChange={setState}
          />
        </div>
        <GiftTable rows={rows} onOpen={setOpened} />
      </section>
      {opened ? (
        <MonthlyGiftDrawer
          gift={opened}
          mayCancel={mayCancel}
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

/** The one sentence that matters: how many go on, what they give a month, how many need somebody. */
function Counts({ changes }: { changes: number }) {
  const { t } = useTranslation('monthlyGifts');
  const [{ data }, ask] = useQuery({ query: MonthlyGiftCountsQuery, requestPolicy: 'network-only' });
  useEffect(() => {
    if (changes > 0) ask({ requestPolicy: 'network-only' });
  }, [ask, changes]);
  const of = (state: State) => data?.monthlyGiftCounts.find((each) => each.state === state);
  const going = [of('ACTIVE'), of('PAST_DUE')];
  const amount = going.reduce((sum, each) => sum + fenOf(each?.amount ?? '0'), 0n);
  const count = going.reduce((sum, each) => sum + (each?.count ?? 0), 0);
  const late = of('PAST_DUE')?.count ?? 0;
  return (
    <p className="console-say">
      {data
        ? t(late > 0 ? 'say.late' : 'say.fine', {
            count,
            amount: formatYuan(amount),
            late,
            paused: of('PAUSED')?.count ?? 0,
          })
        : '\u00a0'}
    </p>
  );
}

interface GiftTableProps {
  rows: Connection<StaffMonthlyGift>;
  onOpen: (gift: StaffMonthlyGift) => void;
}

function GiftTable({ rows, onOpen }: GiftTableProps) {
  const { t } = useTranslation('monthlyGifts');
  const columns = useMemo<TableColumnsType<StaffMonthlyGift>>(
    () => [
      {
        title: t('columns.id'),
        key: 'id',
        className: 'num cell-title',
        render: (_, row) => (
          <button type="button" className="text-button" onClick={() => onOpen(row)}>
            {row.id}
          </button>
        ),
      },
      {
        title: t('columns.state'),
        key: 'state',
        render: (_, row) => <StatePill state={pillOf(row.state)}>{t(`state.${row.state}`)}</StatePill>,
      },
      {
        title: t('columns.next'),
        key: 'next',
        className: 'num',
        render: (_, row) => row.nextChargeOn ?? row.pausedUntil ?? t('none'),
      },
      {
        title: t('columns.why'),
        key: 'why',
        render: (_, row) =>
          row.endReason
            ? t(`end.${row.endReason}`)
            : (row.charges.find(({ retryOn }) => retryOn !== null)?.failure?.message ?? t('none')),
      },
      {
        title: t('columns.given'),
        key: 'given',
        className: 'num',
        align: 'right',
        render: (_, row) => t('givenSoFar', { amount: formatYuan(fenOf(row.given.amount)), count: row.given.gifts }),
      },
      {
        title: t('columns.amount'),
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
      label={t('title')}
      columns={columns}
      rows={rows}
      empty={{ title: t('empty.title'), text: t('empty.text') }}
    />
  );
}

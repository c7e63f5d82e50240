import { Button, Table, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { LoadMore } from '../../components/console/load-more.js';
import { PostingDrawer } from '../../components/console/posting-drawer.js';
import { EmptyTable } from '../../components/console/empty-table.js';
import { TableFrame } from '../../components/console/table-frame.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { connectionPage, dataOrThrow, useConnection } from '../../lib/use-connection.js';
import type { Connection } from '../../lib/use-connection.js';
import { DifferenceDialog } from './difference-dialog.js';
import { DifferencesQuery, type DifferenceRow } from './differences.query.js';

const STATES = {
  open: ['OPEN', 'WRITE_OFF_PROPOSED'],
  explained: ['EXPLAINED'],
  gone: ['RESOLVED'],
} as const;
type Shown = keyof typeof STATES;

export const KINDS = [
  'MISSING_IN_BOOKS',
  'MISSING_AT_PROVIDER',
  'AMOUNT_DIFFERS',
  'FEE_DIFFERS',
  'FOREIGN_CURRENCY',
  'FOREIGN_PAYMENT',
  'UNKNOWN_MOVEMENT',
  'PAYOUT_FAILED',
  'PAYOUT_NEGATIVE',
  'PAYOUT_WITHOUT_BANK_LINE',
  'BANK_LINE_WITHOUT_PAYOUT',
  'BANK_AMOUNT_DIFFERS',
  'BANK_BALANCE_GAP',
] as const;
type Kind = (typeof KINDS)[number];

const COLOUR: Record<DifferenceRow['state'], string> = {
  OPEN: 'FAILED',
  WRITE_OFF_PROPOSED: 'IN_REVIEW',
  EXPLAINED: 'PAID',
  RESOLVED: 'PAID',
};

/** Every difference, with what is proposed; a click opens it. @param version changes when a run has ended */
export function Differences({ role, version, onChanged }: { role: string; version: string; onChanged: () => void }) {
  const { t } = useTranslation('reconciliation');
  const client = useClient();
  const [shown, setShown] = useState<Shown>('open');
  const [kind, setKind] = useState<Kind | ''>('');
  const [opened, setOpened] = useState<string | null>(null);
  const [posting, setPosting] = useState<string | null>(null);
  const rows = useConnection<DifferenceRow>(`${shown} ${kind} ${version}`, async (after) => {
    const asked = { states: [...STATES[shown]], kinds: kind === '' ? null : [kind], after };
    const result = await client.query(DifferencesQuery, asked, { requestPolicy: 'network-only' }).toPromise();
    return connectionPage(dataOrThrow(result).differences);
  });
  const difference = rows.nodes.find(({ id }) => id === opened);
  return (
    <section className="card console-block">
      <h2>{t('differences')}</h2>
      <div className="console-filters">
        <label>
          {t('filter.state')}
          <select value={shown} onChange={(event) => setShown(event.target.value as Shown)}>
            {(Object.keys(STATES) as Shown[]).map((each) => (
              <option key={each} value={each}>
                {t(`filter.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('filter.kind')}
          <select value={kind} onChange={(event) => setKind(event.target.value as Kind | '')}>
            <option value="">{t('filter.all')}</option>
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`kinds.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <Button href={`/exports/differences.csv${shown === 'open' ? '' : '?all=1'}`} download>
          {t('download')}
        </Button>
      </div>
      <DifferencesTable rows={rows.nodes} status={rows.status} shown={shown} onOpen={setOpened} />
      <LoadMore connection={rows} />
      {difference ? (
        <DifferenceDialog
          key={difference.id}
          difference={difference}
          role={role}
          onClose={() => setOpened(null)}
          onPosting={(id) => {
            setOpened(null);
            setPosting(id);
          }}
          onChanged={() => {
            setOpened(null);
            rows.reload();
            onChanged();
          }}
        />
      ) : null}
      {posting ? <PostingDrawer id={posting} onClose={() => setPosting(null)} /> : null}
    </section>
  );
}

interface TableProps {
  rows: readonly DifferenceRow[];
  status: Connection<unknown>['status'];
  shown: Shown;
  onOpen: (id: string) => void;
}

function DifferencesTable({ rows, status, shown, onOpen }: TableProps) {
  const { t } = useTranslation('reconciliation');
  const columns = useMemo<TableColumnsType<DifferenceRow>>(
    () => [
      {
        title: t('difference.what'),
        key: 'what',
        className: 'cell-title',
        render: (_, row) => (
          <button type="button" className="text-button" onClick={() => onOpen(row.id)}>
            {t(`kinds.${row.kind}`)}
          </button>
        ),
      },
      {
        title: t('difference.state'),
        key: 'state',
        render: (_, row) =>
          row.young ? (
            <StatePill state="PROCESSING">{t('states.young')}</StatePill>
          ) : (
            <StatePill state={COLOUR[row.state]}>{t(`states.${row.state}`)}</StatePill>
          ),
      },
      { title: t('difference.proposed'), key: 'proposal', render: (_, row) => row.explanation ?? row.proposal },
      {
        title: t('difference.occurred'),
        key: 'occurred',
        className: 'num',
        render: (_, row) => chinaDayAndClock(row.occurredAt),
      },
      {
        title: t('difference.gap'),
        key: 'gap',
        className: 'num cell-amount',
        align: 'right',
        render: (_, row) => formatYuan(fenOf(row.gap)),
      },
    ],
    [t, onOpen],
  );
  const empty = (
    <div className="console-teach">
      <b>{t(`empty.${shown}`)}</b>
      {t('empty.text')}
    </div>
  );
  return (
    <TableFrame label={t('differences')}>
      <Table<DifferenceRow>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={rows}
        pagination={false}
        locale={{ emptyText: <EmptyTable status={status}>{empty}</EmptyTable> }}
      />
    </TableFrame>
  );
}

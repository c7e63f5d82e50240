import { Button, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceFilter } from '../../components/console/choice-filter.js';
import { ConsoleTable } from '../../components/console/console-table.js';
import { PostingDrawer } from '../../components/console/posting-drawer.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Connection } from '../../lib/use-connection.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { DifferenceDialog } from './difference-dialog.js';
import { DifferencesQuery, type DifferenceRow } from './differences.query.js';

const STATES = {
  open: ['OPEN', 'WRITE_OFF_PROPOSED'],
  explained: ['EXPLAINED'],
  gone: ['RESOLVED'],
} as const;
type Shown = keyof typeof STATES;
const SHOWN: readonly Shown[] = ['open', 'explained', 'gone'];

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
  const [shown, setShown] = useState<Shown>('open');
  const [kind, setKind] = useState<Kind | ''>('');
  const [opened, setOpened] = useState<string | null>(null);
  const [posting, setPosting] = useState<string | null>(null);
  const rows = useQueryConnection(
    DifferencesQuery,
    { states: [...STATES[shown]], kinds: kind === '' ? null : [kind] },
    (data) => data.differences,
    version,
  );
  const difference = rows.nodes.find(({ id }) => id === opened);
  return (
    <section className="card console-block">
      <h2>{t('differences')}</h2>
      <div className="console-filters">
        <ChoiceFilter
          label={t('filter.state')}
          choices={SHOWN.map((each) => [each, t(`filter.${each}`)] as const)}
          value={shown}
          onChange={setShown}
        />
        <ChoiceFilter
          label={t('filter.kind')}
          choices={[['', t('filter.all')], ...KINDS.map((each) => [each, t(`kinds.${each}`)] as const)]}
          value={kind}
          onChange={setKind}
        />
        <Button href={`/exports/differences.csv${shown === 'open' ? '' : '?all=1'}`} download>
          {t('download')}
        </Button>
      </div>
      <DifferencesTable rows={rows} shown={shown} onOpen={setOpened} />
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
  rows: Connection<DifferenceRow>;
  shown: Shown;
  onOpen: (id: string) => void;
}

function DifferencesTable({ rows, shown, onOpen }: TableProps) {
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
  return (
    <ConsoleTable
      label={t('differences')}
      columns={columns}
      rows={rows}
      empty={{ title: t(`empty.${shown}`), text: t('empty.text') }}
    />
  );
}

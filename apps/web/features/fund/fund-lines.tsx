import { Button, type TableColumnsType } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsoleTable } from '../../components/console/console-table.js';
import { PostingDrawer } from '../../components/console/posting-drawer.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import type { ResultOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Connection } from '../../lib/use-connection.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { exportAddress, isBackwards, type DayRange } from './export-address.js';
import { FundLinesQuery } from './fund-lines.query.js';

type Line = ResultOf<typeof FundLinesQuery>['fund']['lines']['edges'][number]['node'];

const ALL_DAYS: DayRange = { from: '', to: '' };

/** Every line of the fund, by day, to read here or to take along. */
export function FundLines({ newestLineId }: { newestLineId: string | null }) {
  const { t } = useTranslation('fund');
  const [range, setRange] = useState<DayRange>(ALL_DAYS);
  const [explained, setExplained] = useState<string | null>(null);
  const lines = useFundLines(range, newestLineId);
  const filtered = range.from !== '' || range.to !== '';
  return (
    <section className="card console-block">
      <h2>{t('lines.title')}</h2>
      <div className="console-filters">
        <DayInput label={t('filter.from')} value={range.from} onChange={(from) => setRange({ ...range, from })} />
        <DayInput label={t('filter.to')} value={range.to} onChange={(to) => setRange({ ...range, to })} />
        {filtered ? <Button onClick={() => setRange(ALL_DAYS)}>{t('filter.clear')}</Button> : null}
        <span className="console-actions fund-exports">
          <Button href={exportAddress('csv', range)}>{t('export.csv')}</Button>
          <Button href={exportAddress('xlsx', range)}>{t('export.xlsx')}</Button>
        </span>
      </div>
      {isBackwards(range) ? (
        <p className="field-error" role="alert">
          {t('filter.backwards')}
        </p>
      ) : null}
      <LinesTable lines={lines} filtered={filtered} onExplain={setExplained} />
      {explained ? <PostingDrawer id={explained} onClose={() => setExplained(null)} /> : null}
    </section>
  );
}

function DayInput({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label>
      {label}
      <input type="date" value={value} max="9999-12-31" onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

function useFundLines(range: DayRange, newestLineId: string | null) {
  const lines = useQueryConnection(
    FundLinesQuery,
    { from: range.from || null, to: range.to || null },
    (data) => data.fund.lines,
  );
  const { reload } = lines;
  const readFurther = lines.nodes.length > 50;
  const seen = useRef(newestLineId);
  useEffect(() => {
    if (seen.current === newestLineId) return;
    seen.current = newestLineId;
    // Something arrived. Whoever reads far down keeps the place; the top of the list is brought up to date.
    if (!readFurther) reload();
  }, [newestLineId, readFurther, reload]);
  return lines;
}

interface LinesTableProps {
  lines: Connection<Line>;
  filtered: boolean;
  onExplain: (postingId: string) => void;
}

function LinesTable({ lines, filtered, onExplain }: LinesTableProps) {
  const { t } = useTranslation(['fund', 'common']);
  const columns = useMemo<TableColumnsType<Line>>(
    () => [
      { title: t('lines.time'), key: 'time', className: 'num', render: (_, line) => chinaDayAndClock(line.postedAt) },
      {
        title: t('lines.source'),
        key: 'source',
        className: 'cell-title',
        render: (_, line) => t(`common:source.${line.source}`),
      },
      {
        title: t('lines.event'),
        key: 'event',
        render: (_, line) => (
          <button type="button" className="text-button" onClick={() => onExplain(line.postingId)}>
            {line.isGift ? t('lines.gift') : line.event}
          </button>
        ),
      },
      {
        title: t('lines.campaign'),
        key: 'campaign',
        render: (_, line) => line.campaign?.title ?? t('lines.noCampaign'),
      },
      {
        title: t('lines.rule'),
        key: 'rule',
        render: (_, line) =>
          line.ruleVersion === null ? t('lines.noRule') : t('lines.ruleVersion', { version: line.ruleVersion }),
      },
      {
        title: t('lines.books'),
        key: 'books',
        className: 'num',
        render: (_, line) => t('lines.row', { position: line.position, batch: line.batchNumber }),
      },
      {
        title: t('lines.amount'),
        key: 'amount',
        className: 'num cell-amount',
        align: 'right',
        render: (_, line) => formatYuan(fenOf(line.amount)),
      },
    ],
    [t, onExplain],
  );
  return (
    <ConsoleTable
      label={t('lines.title')}
      columns={columns}
      rows={lines}
      empty={
        filtered
          ? { title: t('empty.filteredTitle'), text: t('empty.filteredText') }
          : { title: t('empty.title'), text: t('empty.text') }
      }
    />
  );
}

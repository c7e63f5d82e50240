import { Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { TableFrame } from '../../components/console/table-frame.js';
import { Notice } from '../../components/notice.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import type { PreviewParts } from './preview.fragment.js';
import { shortagesInWords } from './shortages.js';

type Row = PreviewParts['cities'][number];

const signed = (fen: bigint): string => (fen > 0n ? `+${formatYuan(fen)}` : formatYuan(fen));

/** A figure with its column's name, which only phones show: their tables have no head. */
function labelled(label: string, figure: string) {
  return (
    <>
      <span className="cell-label" aria-hidden="true">{`${label} `}</span>
      {figure}
    </>
  );
}

/** What will happen, in one sentence and city by city; what makes it impossible in red. */
export function PreviewTable({ preview, label }: { preview: PreviewParts; label?: string }) {
  const { t } = useTranslation('reallocations');
  const { gifts, empty, unchanged, rule, management, covered, cities } = preview;
  const amount = formatYuan(fenOf(preview.amount));
  const short = shortagesInWords(
    cities,
    (missing) => t('preview.missing', { amount: missing }),
    t('preview.listSeparator'),
  );
  return (
    <>
      <p className="num">
        {gifts > 0
          ? t('preview.sum', { count: gifts, gifts: formatCount(gifts), amount, version: rule.version })
          : t('preview.sumReturn', { amount, version: rule.version })}
      </p>
      {empty + unchanged > 0 ? (
        <p className="small muted">
          {t('preview.left', { unchanged: formatCount(unchanged), empty: formatCount(empty) })}
        </p>
      ) : null}
      {short ? (
        <Notice tone="seal" urgent>
          {t('preview.short', { cities: short })}
        </Notice>
      ) : null}
      <FoundationLine words="preview.management" change={management} />
      <FoundationLine words="preview.covered" change={covered} />
      <Cities cities={cities} label={label ?? t('preview.title')} />
    </>
  );
}

interface FoundationLineProps {
  words: 'preview.management' | 'preview.covered';
  change: PreviewParts['management'];
}

function FoundationLine({ words, change }: FoundationLineProps) {
  const { t } = useTranslation('reallocations');
  const [before, after] = [fenOf(change.before), fenOf(change.after)];
  if (before === 0n && after === 0n) return null;
  return <p className="small num">{t(words, { before: formatYuan(before), after: formatYuan(after) })}</p>;
}

function Cities({ cities, label }: { cities: readonly Row[]; label: string }) {
  const { t } = useTranslation('reallocations');
  const columns = useMemo<TableColumnsType<Row>>(() => {
    const figure = (key: 'before' | 'after') => ({
      title: t(`preview.${key}`),
      key,
      className: 'num',
      align: 'right' as const,
      render: (_: unknown, row: Row) => labelled(t(`preview.${key}`), formatYuan(fenOf(row[key]))),
    });
    return [
      {
        title: t('preview.city'),
        key: 'city',
        className: 'cell-title',
        render: (_, row) => row.orgUnit.region?.shortName,
      },
      figure('before'),
      figure('after'),
      {
        title: t('preview.difference'),
        key: 'difference',
        className: 'num cell-amount',
        align: 'right',
        render: (_, row) => signed(fenOf(row.after) - fenOf(row.before)),
      },
      {
        title: t('preview.held'),
        key: 'held',
        className: 'num',
        align: 'right',
        render: (_, row) => (
          <>
            {labelled(t('preview.held'), formatYuan(fenOf(row.held)))}
            {fenOf(row.missing) > 0n ? (
              <span className="pill seal reallocation-missing">
                {t('preview.missing', { amount: formatYuan(fenOf(row.missing)) })}
              </span>
            ) : null}
          </>
        ),
      },
    ];
  }, [t]);
  return (
    <TableFrame label={label}>
      <Table<Row>
        size="small"
        rowKey={(row) => row.orgUnit.id}
        columns={columns}
        dataSource={cities}
        pagination={false}
      />
    </TableFrame>
  );
}

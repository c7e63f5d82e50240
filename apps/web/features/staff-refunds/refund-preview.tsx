import { Table, type TableColumnsType } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { TableFrame } from '../../components/console/table-frame.js';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { PreviewRefundMutation, type PreviewParts } from './refund.queries.js';

type City = PreviewParts['cities'][number];

interface RefundPreviewProps {
  pledgeId: string;
  refundId: string;
  amount: bigint;
  label: string;
}

/** What each city gives back, to the fen, and what the pool would carry. */
export function RefundPreview({ pledgeId, refundId, amount, label }: RefundPreviewProps) {
  const { t } = useTranslation('refunds');
  const [{ data, error }, ask] = useMutation(PreviewRefundMutation);
  useEffect(() => {
    void ask({ pledgeId, id: refundId, amount: `${amount}` });
  }, [ask, pledgeId, refundId, amount]);
  if (error) return <FaultNotice fault={apiFaultOf(error)} />;
  const result = data?.result;
  if (!result) return <Skeleton lines={3} />;
  if (result.__typename !== 'RefundPreview') return <Notice tone="seal">{result.message}</Notice>;
  const carried = result.cities.reduce((sum, city) => sum + fenOf(city.carriedByPool), 0n);
  const [left, back] = [fenOf(result.left), fenOf(result.amount)];
  return (
    <>
      <p className="num">
        {t('preview.sum', {
          amount: formatYuan(back),
          left: formatYuan(left),
          after: formatYuan(left - back),
        })}
      </p>
      {fenOf(result.management) + fenOf(result.covered) > 0n ? (
        <p className="small num">
          {t('preview.kept', {
            management: formatYuan(fenOf(result.management)),
            covered: formatYuan(fenOf(result.covered)),
          })}
        </p>
      ) : null}
      {carried > 0n ? <Notice tone="waiting">{t('preview.carried', { amount: formatYuan(carried) })}</Notice> : null}
      <Cities cities={result.cities} label={label} />
    </>
  );
}

/** A figure with its column's name, which only phones show: their tables have no head. */
function labelled(label: string, fen: bigint) {
  return (
    <>
      <span className="cell-label" aria-hidden="true">{`${label} `}</span>
      {formatYuan(fen)}
    </>
  );
}

function Cities({ cities, label }: { cities: readonly City[]; label: string }) {
  const { t } = useTranslation('refunds');
  const columns = useMemo<TableColumnsType<City>>(() => {
    const figure = (key: 'before' | 'after' | 'carriedHead', fen: (city: City) => bigint) => ({
      title: t(`preview.${key}`),
      key,
      className: 'num',
      align: 'right' as const,
      render: (_: unknown, city: City) => labelled(t(`preview.${key}`), fen(city)),
    });
    return [
      {
        title: t('preview.city'),
        key: 'city',
        className: 'cell-title',
        render: (_, city) => city.orgUnit.region?.shortName,
      },
      figure('before', ({ left }) => fenOf(left)),
      {
        title: t('preview.taken'),
        key: 'taken',
        className: 'num cell-amount',
        align: 'right',
        render: (_, { taken }) => formatYuan(-fenOf(taken)),
      },
      figure('after', ({ left, taken }) => fenOf(left) - fenOf(taken)),
      figure('carriedHead', ({ carriedByPool }) => fenOf(carriedByPool)),
    ];
  }, [t]);
  return (
    <TableFrame label={label}>
      <Table<City>
        size="small"
        rowKey={(city) => city.orgUnit.id}
        columns={columns}
        dataSource={cities}
        pagination={false}
      />
    </TableFrame>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../components/fault-notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { PageQuery } from '../../lib/use-page-query.js';

interface ReportFrameProps<Data> {
  answer: PageQuery<Data>;
  children: (data: Data) => ReactNode;
}

/** A report while it is being read, when it could not be, and when it is there. */
export function ReportFrame<Data>({ answer, children }: ReportFrameProps<Data>) {
  if (answer.status === 'loading') return <Skeleton lines={6} />;
  if (answer.status === 'failed') return <FaultNotice fault={answer.fault} onRetry={answer.retry} />;
  return children(answer.data);
}

/** Up to which batch a report speaks; teaches when nothing is booked yet. */
export function AsOfLine({ batchNumber, bookedAt }: { batchNumber: string; bookedAt: string | null }) {
  const { t } = useTranslation('ledger');
  if (bookedAt === null) {
    return (
      <div className="console-teach">
        <b>{t('empty.title')}</b>
        {t('empty.text')}
      </div>
    );
  }
  return <p className="tiny muted num">{t('asOfBatch', { batch: batchNumber, at: chinaDayAndClock(bookedAt) })}</p>;
}

export interface Line {
  key: string;
  label: string;
  amount: string;
}

/** Lines that add up to a sum. */
export function SumLines({ title, lines, sum }: { title: string; lines: readonly Line[]; sum: string }) {
  return (
    <dl className="ledger-sum num">
      {lines.map(({ key, label, amount }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>{formatYuan(fenOf(amount))}</dd>
        </div>
      ))}
      <div className="ledger-total">
        <dt>{title}</dt>
        <dd>{formatYuan(fenOf(sum))}</dd>
      </div>
    </dl>
  );
}

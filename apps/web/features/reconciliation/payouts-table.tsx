import { Drawer, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConsoleTable } from '../../components/console/console-table.js';
import { FaultNotice } from '../../components/fault-notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDay, chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { PayoutQuery, PayoutsQuery, type PayoutRow } from './payouts.query.js';

const COLOUR: Record<PayoutRow['state'], string> = {
  PENDING: '',
  IN_TRANSIT: 'PROCESSING',
  PAID: 'PAID',
  FAILED: 'FAILED',
  CANCELLED: '',
};

const money = (amount: string, currency: string): string =>
  currency === 'CNY' ? formatYuan(fenOf(amount)) : `${currency} ${formatYuan(fenOf(amount)).replace('¥', '')}`;

const MOVEMENTS = [
  'CHARGE',
  'REFUND',
  'REFUND_FAILURE',
  'DISPUTE',
  'DISPUTE_REVERSAL',
  'PAYOUT',
  'PAYOUT_FAILURE',
  'OTHER',
] as const;
const movementOf = (kind: string): (typeof MOVEMENTS)[number] => MOVEMENTS.find((each) => each === kind) ?? 'OTHER';

/** Payouts with where each of them stands: at the provider, in the books, at the bank. */
export function Payouts({ version }: { version: string }) {
  const { t } = useTranslation('reconciliation');
  const [opened, setOpened] = useState<string | null>(null);
  const rows = useQueryConnection(PayoutsQuery, {}, (data) => data.payouts, version);
  const columns = useMemo<TableColumnsType<PayoutRow>>(
    () => [
      {
        title: t('payout.arrival'),
        key: 'arrival',
        className: 'num cell-title',
        render: (_, row) => (
          <button type="button" className="text-button num" onClick={() => setOpened(row.id)}>
            {chinaDay(row.arrivalAt)}
          </button>
        ),
      },
      {
        title: t('payout.state'),
        key: 'state',
        render: (_, row) => <StatePill state={COLOUR[row.state]}>{t(`payout.states.${row.state}`)}</StatePill>,
      },
      {
        title: t('payout.booked'),
        key: 'booked',
        render: (_, row) =>
          row.reversedAt
            ? t('payout.reversed', { time: chinaDayAndClock(row.reversedAt) })
            : row.settledAt
              ? t('payout.settled', { time: chinaDayAndClock(row.settledAt) })
              : t('payout.notBooked'),
      },
      {
        title: t('payout.bank'),
        key: 'bank',
        render: (_, row) =>
          row.bankLine ? t('payout.arrived', { day: row.bankLine.bookedOn }) : t('payout.notArrived'),
      },
      {
        title: t('payout.amount'),
        key: 'amount',
        className: 'num cell-amount',
        align: 'right',
        render: (_, row) => money(row.amount, row.currency),
      },
    ],
    [t],
  );
  return (
    <section className="card console-block">
      <h2>{t('payouts')}</h2>
      <ConsoleTable label={t('payouts')} columns={columns} rows={rows} empty={{ text: t('payout.empty') }} />
      {opened ? <PayoutLines id={opened} onClose={() => setOpened(null)} /> : null}
    </section>
  );
}

/** What a payout is made of. */
function PayoutLines({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('reconciliation');
  const answer = usePageQuery(PayoutQuery, { id });
  const lines = answer.status === 'ready' ? (answer.data.payout?.lines ?? []) : [];
  return (
    <Drawer open onClose={onClose} title={t('payout.lines')} size={520}>
      <p className="small muted">
        <code>{id}</code>
      </p>
      {answer.status === 'loading' ? <Skeleton lines={4} /> : null}
      {answer.status === 'failed' ? <FaultNotice fault={answer.fault} onRetry={answer.retry} /> : null}
      {answer.status === 'ready' && lines.length === 0 ? <p>{t('payout.noLines')}</p> : null}
      <ul className="reconciliation-payout-lines">
        {lines.map((line) => (
          <li key={line.id}>
            <span>
              {line.pledgeId ? (
                <Link to={`/pledges/${line.pledgeId}`}>{t(`movement.${movementOf(line.kind)}`)}</Link>
              ) : (
                t(`movement.${movementOf(line.kind)}`)
              )}
              <span className="tiny muted num"> {chinaDayAndClock(line.occurredAt)}</span>
            </span>
            <span className="num">
              {formatYuan(fenOf(line.amount) - fenOf(line.fee))}
              {line.fee === '0' ? null : (
                <span className="tiny muted"> {t('difference.fee', { fee: formatYuan(fenOf(line.fee)) })}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}

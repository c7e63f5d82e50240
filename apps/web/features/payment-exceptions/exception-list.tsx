import { Button, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { LoadMore } from '../../components/console/load-more.js';
import { ConsoleTable } from '../../components/console/console-table.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import type { VariablesOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { connectionPage, dataOrThrow, useConnection } from '../../lib/use-connection.js';
import type { Connection } from '../../lib/use-connection.js';
import { PaymentExceptionsQuery, type ExceptionRow } from './payment-exceptions.query.js';
import { ReturnDialog } from './return-dialog.js';
import './payment-exceptions.css';

type State = NonNullable<VariablesOf<typeof PaymentExceptionsQuery>['state']>;

const STATES: readonly State[] = ['HELD', 'RETURN_APPROVED', 'RETURN_FAILED', 'RETURNED', 'ACCEPTED'];
/** What a checker can send back. */
const RETURNABLE: readonly string[] = ['HELD', 'RETURN_FAILED'];

/** Every odd payment with the rule that applies; the sentence on top says what waits. */
export function ExceptionList({ canReturn }: { canReturn: boolean }) {
  const { t } = useTranslation('exceptions');
  const client = useClient();
  const [state, setState] = useState<State | ''>('');
  const [returning, setReturning] = useState<ExceptionRow | null>(null);
  const rows = useConnection<ExceptionRow>(state, async (after) => {
    const variables = { after, state: state || null };
    const result = await client.query(PaymentExceptionsQuery, variables, { requestPolicy: 'network-only' }).toPromise();
    return connectionPage(dataOrThrow(result).paymentExceptions);
  });
  const held = rows.nodes.filter((row) => RETURNABLE.includes(row.state));
  const sum = held.reduce((total, { amount }) => total + fenOf(amount), 0n);
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="console-say">
        {held.length > 0 ? t('waiting', { count: held.length, amount: formatYuan(sum) }) : t('say')}
      </p>
      <section className="card">
        <div className="console-filters">
          <label>
            {t('filter')}
            <select
              value={state}
              onChange={(event) => setState(STATES.find((each) => each === event.target.value) ?? '')}
            >
              <option value="">{t('all')}</option>
              {STATES.map((each) => (
                <option key={each} value={each}>
                  {t(`state.${each}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <ExceptionTable rows={rows.nodes} status={rows.status} onReturn={canReturn ? setReturning : null} />
        <LoadMore connection={rows} />
      </section>
      {returning ? (
        <ReturnDialog
          exception={returning}
          onClose={() => setReturning(null)}
          onReturned={() => {
            setReturning(null);
            rows.reload();
          }}
        />
      ) : null}
    </>
  );
}

interface ExceptionTableProps {
  rows: readonly ExceptionRow[];
  status: Connection<unknown>['status'];
  onReturn: ((exception: ExceptionRow) => void) | null;
}

function ExceptionTable({ rows, status, onReturn }: ExceptionTableProps) {
  const { t } = useTranslation('exceptions');
  const columns = useMemo<TableColumnsType<ExceptionRow>>(
    () => [
      { title: t('time'), key: 'time', className: 'num', render: (_, row) => chinaDayAndClock(row.noticedAt) },
      { title: t('what'), key: 'what', className: 'cell-title', render: (_, row) => t(`kind.${row.kind}`) },
      {
        title: t('stateTitle'),
        key: 'state',
        render: (_, row) => (
          <>
            <StatePill state={row.state}>{t(`state.${row.state}`)}</StatePill>
            {row.failure ? <p className="tiny">{t('failed', { code: row.failure })}</p> : null}
            {onReturn && RETURNABLE.includes(row.state) ? (
              <p>
                <Button size="small" onClick={() => onReturn(row)}>
                  {t(row.state === 'HELD' ? 'return.action' : 'return.again')}
                </Button>
              </p>
            ) : null}
          </>
        ),
      },
      { title: t('policy'), key: 'policy', render: (_, row) => <p className="small exception-policy">{row.policy}</p> },
      {
        title: t('pledge'),
        key: 'pledge',
        render: (_, row) => (
          <>
            <span className="num tiny">{row.pledgeNumber}</span>
            <p className="tiny muted">{row.campaign.title}</p>
          </>
        ),
      },
      {
        title: t('amount'),
        key: 'amount',
        className: 'num cell-amount',
        align: 'right',
        render: (_, row) => formatYuan(fenOf(row.amount)),
      },
    ],
    [t, onReturn],
  );
  return (
    <ConsoleTable
      label={t('title')}
      columns={columns}
      rows={rows}
      status={status}
      empty={{ title: t('emptyTitle'), text: t('emptyText') }}
    />
  );
}

import { Button, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceFilter } from '../../components/console/choice-filter.js';
import { ConsoleTable } from '../../components/console/console-table.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import type { VariablesOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Connection } from '../../lib/use-connection.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
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
  const [state, setState] = useState<State | ''>('');
  const [returning, setReturning] = useState<ExceptionRow | null>(null);
  const rows = useQueryConnection(PaymentExceptionsQuery, { state: state || null }, (data) => data.paymentExceptions);
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
          <ChoiceFilter
            label={t('filter')}
            choices={[['', t('all')], ...STATES.map((each) => [each, t(`state.${each}`)] as const)]}
            value={state}
            onChange={setState}
          />
        </div>
        <ExceptionTable rows={rows} onReturn={canReturn ? setReturning : null} />
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
  rows: Connection<ExceptionRow>;
  onReturn: ((exception: ExceptionRow) => void) | null;
}

function ExceptionTable({ rows, onReturn }: ExceptionTableProps) {
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
      empty={{ title: t('emptyTitle'), text: t('emptyText') }}
    />
  );
}

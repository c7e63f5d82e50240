import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { ProgressLine } from '../../components/progress-line.js';
import { Skeleton } from '../../components/skeleton.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import { Differences } from './differences-table.js';
import { Payouts } from './payouts-table.js';
import type { ReconciliationParts, RunParts } from './reconciliation.fragment.js';
import { RunReconciliationMutation } from './run-reconciliation.mutation.js';
import { Runs } from './runs-table.js';
import { Proof, Sides } from './sides.js';
import { Statements } from './statements.js';
import { useReconciliation } from './use-reconciliation.js';
import './reconciliation.css';

/** 对账: provider, books and bank, and what they do not agree on. */
export function ReconciliationView({ role }: { role: string }) {
  const { t } = useTranslation('reconciliation');
  const { reconciliation, ended, fault, retry } = useReconciliation();
  const [changes, setChanges] = useState(0);
  const mayChange = role === 'STAFF_MAKER' || role === 'STAFF_CHECKER';
  const changed = (): void => {
    setChanges(changes + 1);
    retry();
  };
  // Lists are read anew when a comparison has ended, and after a person's step.
  const version = `${ended} ${changes}`;
  return (
    <>
      <div className="console-head">
        <div>
          <h1>{t('title')}</h1>
          {reconciliation ? <p className="console-say">{summary(reconciliation, t)}</p> : null}
        </div>
        {reconciliation && mayChange ? <CompareNow running={reconciliation.running !== null} /> : null}
      </div>
      {fault ? <FaultNotice fault={fault} onRetry={retry} /> : null}
      {reconciliation ? <Overview reconciliation={reconciliation} /> : fault ? null : <Skeleton lines={8} />}
      <Differences role={role} version={version} onChanged={changed} />
      <Payouts version={version} />
      <Statements mayImport={mayChange} onImported={changed} />
      <Runs version={version} />
    </>
  );
}

function Overview({ reconciliation }: { reconciliation: ReconciliationParts }) {
  return (
    <>
      {reconciliation.running ? <Progress run={reconciliation.running} /> : null}
      <Sides reconciliation={reconciliation} />
      <Proof reconciliation={reconciliation} />
    </>
  );
}

type Translate = ReturnType<typeof useTranslation<'reconciliation'>>['t'];

function summary({ lastRun, open, openAmount, waiting, equalSince, bank }: ReconciliationParts, t: Translate): string {
  if (!lastRun) return t('never');
  const rest = waiting > 0 ? t('waiting', { count: waiting }) : '';
  if (open > 0) return t('open', { count: open, amount: formatYuan(fenOf(openAmount)) }) + rest;
  if (!equalSince) return t('explained', { amount: formatYuan(fenOf(lastRun.explained ?? '0')) });
  const since = chinaDayAndClock(equalSince);
  return bank.asOf ? t('equalSince', { since }) : t('equalWithoutBank', { since });
}

function CompareNow({ running }: { running: boolean }) {
  const { t } = useTranslation('reconciliation');
  const client = useClient();
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const compare = async (): Promise<void> => {
    setSending(true);
    const { error } = await client.mutation(RunReconciliationMutation, {}).toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
  };
  return (
    <div className="console-actions">
      <Button type="primary" onClick={() => void compare()} loading={sending || running}>
        {running ? t('comparing') : t('compare')}
      </Button>
      {fault ? <FaultNotice fault={fault} urgent /> : null}
    </div>
  );
}

const STEPS = ['FETCHING', 'PAYOUTS', 'COMPARING', 'DONE'] as const;

function Progress({ run }: { run: RunParts }) {
  const { t } = useTranslation('reconciliation');
  const step = STEPS.find((each) => each === run.step) ?? 'FETCHING';
  const label = t(`progress.${step}`, { read: formatCount(run.linesRead) });
  return (
    <section className="card reconciliation-progress" role="status">
      <p>{run.failure ? t('progress.failed', { failure: run.failure }) : label}</p>
      <ProgressLine part={BigInt(STEPS.indexOf(step) + 1)} whole={BigInt(STEPS.length)} label={label} />
    </section>
  );
}

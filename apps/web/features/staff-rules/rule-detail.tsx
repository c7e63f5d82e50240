import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref } from 'react-router';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { ApproveDialog } from './approve-dialog.js';
import { RuleFacts } from './rule-facts.js';
import type { StaffRuleParts } from './rule.fragment.js';
import { standingOf, stepsFor } from './rule-standing.js';
import { SimulationPanel } from './simulation-panel.js';
import { StandingPill } from './standing-pill.js';
import { useStaffRule } from './use-staff-rule.js';
import { WithdrawDialog } from './withdraw-dialog.js';
import './staff-rules.css';

/** One rule: what it says, what it would have done to past gifts, who did what, and what may be done now. */
export function RuleDetail({ id, role }: { id: string; role: string }) {
  const { t } = useTranslation('common');
  const { rule, fault, refresh } = useStaffRule(id);
  const [now] = useState(() => Date.now());
  if (fault && !rule) return <FaultNotice fault={fault} onRetry={refresh} />;
  if (rule === undefined) return <Skeleton lines={6} />;
  if (rule === null) return <Notice title={t('faults.not_found.title')}>{t('faults.not_found.text')}</Notice>;
  const steps = stepsFor(role, standingOf(rule, now));
  return (
    <>
      {fault ? <FaultNotice fault={fault} onRetry={refresh} /> : null}
      <DetailHead rule={rule} steps={steps} onChanged={refresh} />
      <SimulationPanel rule={rule} canSimulate={steps.includes('simulate')} onChanged={refresh} />
      <div className="console-split">
        <RuleFacts rule={rule} />
        {/* In a box of its own, so that both cards begin at the same height. */}
        <div>
          <History rule={rule} />
        </div>
      </div>
    </>
  );
}

interface DetailHeadProps {
  rule: StaffRuleParts;
  steps: ReturnType<typeof stepsFor>;
  onChanged: () => void;
}

function DetailHead({ rule, steps, onChanged }: DetailHeadProps) {
  const { t } = useTranslation('rules');
  const editAddress = useHref(`/staff/rules/${rule.id}/edit`);
  const [open, setOpen] = useState<'approve' | 'withdraw' | null>(null);
  const [now] = useState(() => Date.now());
  const approvable = steps.includes('approve') && rule.simulation?.state === 'DONE' && rule.simulation.current;
  const close = (): void => setOpen(null);
  return (
    <div className="console-head">
      <div>
        <h1>
          {t('name', { version: rule.version, scope: rule.campaign?.title ?? t('wholeProgramme') })}{' '}
          <StandingPill rule={rule} />
        </h1>
        <p className="console-say">
          {t(`detail.say.${standingOf(rule, now)}`, { start: chinaDayAndClock(rule.effectiveFrom) })}
        </p>
      </div>
      <div className="console-actions">
        {steps.includes('edit') ? <Button href={editAddress}>{t('detail.edit')}</Button> : null}
        {steps.includes('withdraw') ? (
          <Button onClick={() => setOpen('withdraw')}>{t('withdraw.action')}</Button>
        ) : null}
        {approvable ? (
          <Button type="primary" onClick={() => setOpen('approve')}>
            {t('approve.action')}
          </Button>
        ) : null}
      </div>
      {open === 'approve' && rule.simulation ? (
        <ApproveDialog rule={rule} simulation={rule.simulation} onClose={close} onChanged={onChanged} />
      ) : null}
      {open === 'withdraw' ? <WithdrawDialog rule={rule} onClose={close} onChanged={onChanged} /> : null}
    </div>
  );
}

function History({ rule }: { rule: StaffRuleParts }) {
  const { t } = useTranslation('rules');
  const newestFirst = [...rule.history].reverse();
  return (
    <section className="card">
      <h2>{t('history.title')}</h2>
      <ol className="rule-history">
        {newestFirst.map((step) => (
          <li key={`${step.at}${step.to}`}>
            <p>
              <span className="pill">{t(`state.${step.to}`)}</span> <span>{step.actor}</span>
            </p>
            <p className="small">{step.reason}</p>
            <time className="tiny muted num" dateTime={step.at}>
              {chinaDayAndClock(step.at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}

import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf } from '../../lib/money.js';
import { ApproveRuleMutation } from './approve-rule.mutation.js';
import type { StaffRuleParts, StaffSimulationParts } from './rule.fragment.js';
import { signedYuan } from './signed-yuan.js';
import { SimulationSums } from './simulation-report.js';

interface ApproveDialogProps {
  rule: StaffRuleParts;
  simulation: StaffSimulationParts;
  onClose: () => void;
  onChanged: () => void;
}

/** Shows the second person what was simulated, and approves exactly that. */
export function ApproveDialog({ rule, simulation, onClose, onChanged }: ApproveDialogProps) {
  const { t } = useTranslation('rules');
  const client = useClient();
  // What is on the screen when the dialog opens is what is approved, whatever arrives behind it.
  const [seen] = useState(simulation);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const confirm = async (): Promise<void> => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    setSending(true);
    const variables = { id: rule.id, hash: seen.hash ?? '', reason: reason.trim() };
    const { data, error } = await client.mutation(ApproveRuleMutation, variables).toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
    const answer = data?.result;
    setRefused(answer && answer.__typename !== 'AllocationRule' ? answer.message : null);
    if (answer?.__typename !== 'AllocationRule') return;
    onChanged();
    onClose();
  };
  const moved = [...(seen.result?.cities ?? [])].sort(byChange);
  return (
    <Modal
      open
      width={640}
      title={t('approve.title')}
      okText={t('approve.action')}
      cancelText={t('dialog.cancel')}
      confirmLoading={sending}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className="rule-dialog">
        <p>{t('approve.effect', { version: rule.version, start: chinaDayAndClock(rule.effectiveFrom) })}</p>
        <p className="small">{rule.summary}</p>
        {seen.result ? <SimulationSums simulation={seen} result={seen.result} /> : null}
        {moved.length > 0 ? (
          <p className="small num">
            {t('approve.moved', {
              cities: moved
                .slice(0, 4)
                .map(({ region, difference }) => `${region.shortName} ${signedYuan(fenOf(difference.total))}`)
                .join(t('approve.separator')),
            })}
          </p>
        ) : null}
        <p className="tiny muted rule-digest">{t('approve.hash', { hash: seen.hash ?? '' })}</p>
        <Field
          label={t('dialog.reason')}
          hint={t('dialog.reasonHint')}
          error={missing ? t('dialog.reasonMissing') : undefined}
        >
          {(control) => (
            <Input.TextArea {...control} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
        {refused ? <Notice tone="seal" title={refused} urgent /> : null}
        {fault ? <FaultNotice fault={fault} urgent /> : null}
      </div>
    </Modal>
  );
}

/** The largest change first, whichever way it goes. */
function byChange(a: { difference: { total: string } }, b: { difference: { total: string } }): number {
  const [one, other] = [a, b].map(({ difference }) => fenOf(difference.total.replace('-', '')));
  return one === other ? 0 : (one ?? 0n) > (other ?? 0n) ? -1 : 1;
}

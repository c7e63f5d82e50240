import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import type { StaffRuleParts } from './rule.fragment.js';
import { WithdrawRuleMutation } from './withdraw-rule.mutation.js';

interface WithdrawDialogProps {
  rule: StaffRuleParts;
  onClose: () => void;
  onChanged: () => void;
}

/** Takes a rule back before it takes effect, and asks why. */
export function WithdrawDialog({ rule, onClose, onChanged }: WithdrawDialogProps) {
  const { t } = useTranslation('rules');
  const client = useClient();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const confirm = async (): Promise<void> => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    setSending(true);
    const { data, error } = await client
      .mutation(WithdrawRuleMutation, { id: rule.id, reason: reason.trim() })
      .toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
    const answer = data?.result;
    setRefused(answer && answer.__typename !== 'AllocationRule' ? answer.message : null);
    if (answer?.__typename !== 'AllocationRule') return;
    onChanged();
    onClose();
  };
  return (
    <Modal
      open
      title={t('withdraw.title')}
      okText={t('withdraw.action')}
      cancelText={t('dialog.cancel')}
      confirmLoading={sending}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className="rule-dialog">
        <p>{t('withdraw.effect', { version: rule.version })}</p>
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

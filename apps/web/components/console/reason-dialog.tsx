import { Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { apiFaultOf, type ApiFault, type FailedRequest } from '../../lib/api-error.js';
import { FaultNotice } from '../fault-notice.js';
import { Field } from '../field.js';
import { Notice } from '../notice.js';
import { toast } from '../toast.js';
import './reason-dialog.css';

/** How a step fared: done, refused by the server in its words, or not answered. */
export type StepOutcome =
  { done: true } | { done: false; refusal: { title: string; more?: ReactNode } | null; fault: ApiFault | null };

/** Reads the answer of a mutation whose union holds one member that means it was done. */
export function outcomeOf(
  done: string,
  result: { __typename: string; message?: string } | undefined,
  error: FailedRequest | undefined,
): StepOutcome {
  if (result?.__typename === done) return { done: true };
  return {
    done: false,
    refusal: result?.message === undefined ? null : { title: result.message },
    fault: error ? apiFaultOf(error) : null,
  };
}

interface ReasonDialogProps {
  title: string;
  action: string;
  cancel: string;
  words: { label: string; hint?: string; missing: string };
  /** Wide enough for a table of before and after. */
  wide?: boolean;
  /** The step cannot be taken back. */
  danger?: boolean;
  className?: string;
  /** What will happen, before and after. */
  children: ReactNode;
  /** Told while the step is under way. */
  progress?: string | null;
  /** Takes the step; the dialog closes when it is done. */
  onConfirm: (reason: string) => Promise<StepOutcome>;
  onDone: () => void;
  onClose: () => void;
}

/** Says what a step will do before it does, asks why, and shows every refusal where it was asked for. */
export function ReasonDialog({
  title,
  action,
  cancel,
  words,
  wide = false,
  danger = false,
  className = '',
  children,
  progress = null,
  onConfirm,
  onDone,
  onClose,
}: ReasonDialogProps) {
  const { t } = useTranslation('common');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [outcome, setOutcome] = useState<StepOutcome | null>(null);

  const confirm = async (): Promise<void> => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    setSending(true);
    const next = await onConfirm(reason.trim());
    setSending(false);
    setOutcome(next);
    if (!next.done) return;
    toast(t('toast.done', { step: action }));
    onDone();
    onClose();
  };
  const refused = outcome && !outcome.done ? outcome : null;
  return (
    <Modal
      open
      width={wide ? 760 : 520}
      title={title}
      okText={action}
      cancelText={cancel}
      okButtonProps={{ danger }}
      confirmLoading={sending}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className={`reason-dialog ${className}`}>
        {children}
        {refused?.refusal ? (
          <Notice tone="seal" title={refused.refusal.title} urgent>
            {refused.refusal.more}
          </Notice>
        ) : null}
        <Field label={words.label} hint={words.hint} error={missing ? words.missing : undefined}>
          {(control) => (
            <Input.TextArea
              {...control}
              rows={3}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {sending && progress ? <p role="status">{progress}</p> : null}
        {refused?.fault ? <FaultNotice fault={refused.fault} urgent /> : null}
      </div>
    </Modal>
  );
}

import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { ResumePostingMutation } from './resume-posting.mutation.js';

interface ResumeDialogProps {
  /** How far the check before it has come; null while none runs. */
  progress: string | null;
  onWaiting: (waiting: boolean) => void;
  onClose: () => void;
}

/** Says what letting posting go on means, asks why, and shows what still does not hold. */
export function ResumeDialog({ progress, onWaiting, onClose }: ResumeDialogProps) {
  const { t } = useTranslation('audit');
  const client = useClient();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const confirm = async (): Promise<void> => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    setSending(true);
    onWaiting(true);
    const { data, error } = await client.mutation(ResumePostingMutation, { reason: reason.trim() }).toPromise();
    setSending(false);
    onWaiting(false);
    setFault(error ? apiFaultOf(error) : null);
    const result = data?.result;
    if (result && result.__typename !== 'BooksHealth') setRefusal(result.message);
    if (result?.__typename === 'BooksHealth') onClose();
  };
  return (
    <Modal
      open
      title={t('resume.title')}
      okText={t('resume.action')}
      cancelText={t('resume.cancel')}
      confirmLoading={sending}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className="audit-dialog">
        <p>{t('resume.effect')}</p>
        <Field
          label={t('resume.reason')}
          hint={t('resume.reasonHint')}
          error={missing ? t('resume.missing') : undefined}
        >
          {(control) => (
            <Input.TextArea {...control} rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
        {sending && progress ? <p role="status">{progress}</p> : null}
        {refusal ? <Notice tone="seal" title={refusal} urgent /> : null}
        {fault ? <FaultNotice fault={fault} urgent /> : null}
      </div>
    </Modal>
  );
}

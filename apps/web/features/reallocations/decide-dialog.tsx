import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { ApproveReallocationMutation } from './approve-reallocation.mutation.js';
import type { ReallocationAnswerParts } from './change-answer.fragment.js';
import { PreviewTable } from './preview-table.js';
import type { ReallocationParts } from './reallocation.fragment.js';
import { RejectReallocationMutation } from './reject-reallocation.mutation.js';
import { shortagesInWords } from './shortages.js';

export type Decision = 'approve' | 'reject';

interface DecideDialogProps {
  document: ReallocationParts;
  decision: Decision;
  onClose: () => void;
  onDecided: () => void;
}

/** Shows once more what is agreed to, asks why, and says what will happen before it does. */
export function DecideDialog({ document, decision, onClose, onDecided }: DecideDialogProps) {
  const { t } = useTranslation('reallocations');
  const client = useClient();
  const [preview, setPreview] = useState(document.preview);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [answer, setAnswer] = useState<ReallocationAnswerParts | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const confirm = async (): Promise<void> => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    setSending(true);
    const said = { id: document.id, reason: reason.trim() };
    const { data, error } =
      decision === 'approve'
        ? await client.mutation(ApproveReallocationMutation, { ...said, hash: preview.hash }).toPromise()
        : await client.mutation(RejectReallocationMutation, said).toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
    const result = data?.result ?? null;
    setAnswer(result);
    if (result?.__typename === 'PreviewOutdatedError') setPreview(result.preview);
    if (result?.__typename !== 'Reallocation') return;
    onDecided();
    onClose();
  };
  const effect =
    decision === 'approve'
      ? t('dialog.approveEffect', { about: document.about, amount: formatYuan(fenOf(preview.amount)) })
      : t('dialog.rejectEffect');
  return (
    <Modal
      open
      width={decision === 'approve' ? 760 : 520}
      title={t(`dialog.${decision}Title`)}
      okText={t(`dialog.${decision}`)}
      cancelText={t('dialog.cancel')}
      confirmLoading={sending}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className="reallocation-dialog">
        <p>{effect}</p>
        {answer ? <Refusal answer={answer} /> : null}
        {decision === 'approve' ? <PreviewTable preview={preview} label={t('dialog.preview')} /> : null}
        <Field
          label={t('dialog.reason')}
          hint={t('dialog.reasonHint')}
          error={missing ? t('dialog.missing') : undefined}
        >
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
        {fault ? <FaultNotice fault={fault} urgent /> : null}
      </div>
    </Modal>
  );
}

function Refusal({ answer }: { answer: ReallocationAnswerParts }) {
  const { t } = useTranslation('reallocations');
  if (answer.__typename === 'Reallocation') return null;
  const short =
    answer.__typename === 'ShortFundsError'
      ? shortagesInWords(answer.shortages, (amount) => t('preview.missing', { amount }), t('preview.listSeparator'))
      : '';
  return (
    <Notice tone="seal" title={answer.message} urgent>
      {short}
    </Notice>
  );
}

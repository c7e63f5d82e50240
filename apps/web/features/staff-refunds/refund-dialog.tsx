import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { RefundPreview } from './refund-preview.js';
import {
  ApproveRefundMutation,
  RejectRefundMutation,
  type RefundAnswerParts,
  type RefundParts,
} from './refund.queries.js';

export type RefundDecision = 'approve' | 'reject';

interface RefundDialogProps {
  refund: RefundParts;
  decision: RefundDecision;
  onClose: () => void;
  onDecided: () => void;
}

/** Shows once more what is agreed to, asks why, and says what will happen before it does. */
export function RefundDialog({ refund, decision, onClose, onDecided }: RefundDialogProps) {
  const { t } = useTranslation('refunds');
  const client = useClient();
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [answer, setAnswer] = useState<RefundAnswerParts | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const { id, amount, pledge } = refund;

  const confirm = async (): Promise<void> => {
    const text = words.trim();
    setMissing(text === '');
    if (text === '') return;
    setSending(true);
    const { data, error } =
      decision === 'approve'
        ? await client.mutation(ApproveRefundMutation, { id, amount, reason: text }).toPromise()
        : await client.mutation(RejectRefundMutation, { id, answer: text }).toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
    setAnswer(data?.result ?? null);
    if (data?.result.__typename !== 'Refund') return;
    onDecided();
    onClose();
  };
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
      <div className="refund-dialog">
        <p className="num">{t(`dialog.${decision}Effect`, { amount: formatYuan(fenOf(amount)) })}</p>
        {answer && answer.__typename !== 'Refund' ? (
          <Notice tone="seal" urgent>
            {answer.message}
          </Notice>
        ) : null}
        {decision === 'approve' ? (
          <RefundPreview pledgeId={pledge.id} refundId={id} amount={fenOf(amount)} label={t('dialog.preview')} />
        ) : null}
        <Field
          label={t(`dialog.${decision}Words`)}
          hint={t(`dialog.${decision}WordsHint`)}
          error={missing ? t('form.missing') : undefined}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              rows={3}
              maxLength={500}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        {fault ? <FaultNotice fault={fault} urgent /> : null}
      </div>
    </Modal>
  );
}

import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { ExceptionRow } from './payment-exceptions.query.js';
import { ReturnHeldPaymentMutation } from './return-held-payment.mutation.js';

interface ReturnDialogProps {
  exception: ExceptionRow;
  onReturned: () => void;
  onClose: () => void;
}

/** Shows before and after, asks what was checked, and sends the money back. */
export function ReturnDialog({ exception, onReturned, onClose }: ReturnDialogProps) {
  const { t } = useTranslation('exceptions');
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
    const variables = { id: exception.id, reason: reason.trim() };
    const { data, error } = await client.mutation(ReturnHeldPaymentMutation, variables).toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
    const result = data?.result;
    if (result && result.__typename !== 'PaymentException') setRefusal(result.message);
    if (result?.__typename === 'PaymentException') onReturned();
  };
  return (
    <Modal
      open
      title={t('return.title', { amount: formatYuan(fenOf(exception.amount)) })}
      okText={t('return.action')}
      cancelText={t('return.cancel')}
      confirmLoading={sending}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className="exception-dialog">
        <p>{exception.policy}</p>
        <p>{t('return.before')}</p>
        <p>{t('return.after')}</p>
        <Field
          label={t('return.reason')}
          hint={t('return.reasonHint')}
          error={missing ? t('return.missing') : undefined}
        >
          {(control) => (
            <Input.TextArea {...control} rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
        {refusal ? <Notice tone="seal" title={refusal} urgent /> : null}
        {fault ? <FaultNotice fault={fault} urgent /> : null}
      </div>
    </Modal>
  );
}

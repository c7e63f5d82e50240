import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { CancelMonthlyGiftMutation } from './cancel.mutation.js';
import type { StaffMonthlyGift } from './staff-monthly-gift.fragment.js';

interface CancelDialogProps {
  gift: StaffMonthlyGift;
  onClose: () => void;
  onCancelled: (gift: StaffMonthlyGift) => void;
}

/** Says what stopping means, and asks for a reason its giver will read. */
export function CancelDialog({ gift, onClose, onCancelled }: CancelDialogProps) {
  const { t } = useTranslation('monthlyGifts');
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
    const wish = { id: gift.id, reason: reason.trim() };
    const { data, error } = await client.mutation(CancelMonthlyGiftMutation, wish).toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
    if (data?.answer.__typename === 'MonthlyGift') onCancelled(data.answer);
    else if (data) setRefusal(data.answer.message);
  };
  return (
    <Modal
      open
      title={t('cancel.title')}
      okText={t('cancel.confirm')}
      cancelText={t('cancel.keep')}
      okButtonProps={{ danger: true }}
      confirmLoading={sending}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className="monthly-cancel">
        <p>{t('cancel.effect', { amount: formatYuan(fenOf(gift.amount)), campaign: gift.campaign.title })}</p>
        {refusal ? <Notice tone="seal" title={refusal} urgent /> : null}
        <Field
          label={t('cancel.reason')}
          hint={t('cancel.reasonHint')}
          error={missing ? t('cancel.missing') : undefined}
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

import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.js';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { needsReason, type CampaignChange } from './campaign-changes.js';
import type { ChangeAnswerParts } from './change-answer.fragment.js';
import type { StaffCampaignParts } from './staff-campaign.fragment.js';
import { useCampaignChange } from './use-campaign-change.js';

interface ChangeDialogProps {
  campaign: StaffCampaignParts;
  change: CampaignChange;
  onClose: () => void;
  onChanged: () => void;
}

/** Says what will happen before it does, asks why where a person judges, and shows every refusal where it belongs. */
export function ChangeDialog({ campaign, change, onClose, onChanged }: ChangeDialogProps) {
  const { t } = useTranslation(['staff', 'common']);
  const { send, sending, answer, fault } = useCampaignChange(campaign.id, change);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const asksReason = needsReason(change);

  const confirm = async (): Promise<void> => {
    const unanswered = asksReason && reason.trim() === '';
    setMissing(unanswered);
    if (unanswered) return;
    if (await send(reason.trim())) {
      onChanged();
      onClose();
    }
  };
  const rejected = answer?.__typename === 'FieldRejectedError' ? answer.message : undefined;
  return (
    <Modal
      open
      title={t(`changes.${change}.title`)}
      okText={t(`changes.${change}.action`)}
      cancelText={t('dialog.cancel')}
      confirmLoading={sending}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className="change-dialog">
        <p>{t(`changes.${change}.effect`, { title: campaign.title })}</p>
        {asksReason ? (
          <Field
            label={t('dialog.reason')}
            hint={t('dialog.reasonHint')}
            error={missing ? t('dialog.reasonMissing') : rejected}
          >
            {(control) => (
              <Input.TextArea
                {...control}
                rows={3}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {answer ? <Refusal answer={answer} shownAtField={asksReason && rejected !== undefined} /> : null}
        {fault ? <FaultNotice fault={fault} urgent /> : null}
      </div>
    </Modal>
  );
}

function Refusal({ answer, shownAtField }: { answer: ChangeAnswerParts; shownAtField: boolean }) {
  if (answer.__typename === 'Campaign' || shownAtField) return null;
  return (
    <Notice tone="seal" title={answer.message} urgent>
      {answer.__typename === 'PublishGateClosedError' ? (
        <ul className="gate-faults">
          {answer.faults.map((each) => (
            <li key={each.code}>{each.message}</li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}

import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { ReviewTeamMutation, TakeDownTeamMutation, type StaffTeamParts } from './staff-teams.queries.js';

export type TeamAct = 'approve' | 'reject' | 'takeDown' | 'restore';

interface TeamActDialogProps {
  team: StaffTeamParts;
  act: TeamAct;
  onClose: () => void;
  onDone: (team: StaffTeamParts) => void;
}

/** Says what the step means, and asks for the reason that the team's leaders, and of a take-down everybody, will read. */
export function TeamActDialog({ team, act, onClose, onDone }: TeamActDialogProps) {
  const { t } = useTranslation('staffTeams');
  const client = useClient();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const confirm = async (): Promise<void> => {
    const why = reason.trim();
    setMissing(why === '');
    if (why === '') return;
    setSending(true);
    const { id } = team;
    const asked =
      act === 'takeDown'
        ? client.mutation(TakeDownTeamMutation, { id, reason: why })
        : client.mutation(ReviewTeamMutation, { id, approve: act !== 'reject', reason: why });
    const { data, error } = await asked.toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
    if (data?.result.__typename === 'Team') onDone(data.result);
    else if (data) setRefusal(data.result.message);
  };
  return (
    <Modal
      open
      title={t(`acts.${act}.title`, { team: team.name })}
      okText={t(`acts.${act}.action`)}
      cancelText={t('acts.keep')}
      okButtonProps={{ danger: act === 'takeDown' }}
      confirmLoading={sending}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div className="staff-team-act">
        <p>{t(`acts.${act}.text`)}</p>
        {refusal ? <Notice tone="seal" title={refusal} urgent /> : null}
        <Field label={t('acts.reason')} error={missing ? t('acts.missing') : undefined}>
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

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { Sheet } from '../../components/sheet.js';
import { toast } from '../../components/toast.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { CloseTeamMutation } from './team-desk.queries.js';

interface CloseTeamSheetProps {
  id: string;
  token: string | null;
  onClose: () => void;
  onClosed: () => void;
}

/** Says what ending a team means, and asks why: everybody who comes to its page reads it. */
export function CloseTeamSheet({ id, token, onClose, onClosed }: CloseTeamSheetProps) {
  const { t } = useTranslation(['teams', 'common']);
  const [{ error, fetching }, close] = useMutation(CloseTeamMutation);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    setMissing(reason.trim() === '');
    if (reason.trim() === '' || fetching) return;
    const { data } = await close({ id, token, reason: reason.trim() });
    if (data?.result.__typename === 'TeamDesk') {
      toast(t('desk.closed'));
      onClosed();
    } else if (data) setRefusal('message' in data.result ? data.result.message : null);
  };
  return (
    <Sheet title={t('desk.close')} onClose={onClose}>
      <form className="team-form" noValidate onSubmit={(event) => void submit(event)}>
        <p>{t('desk.closeText')}</p>
        <Field label={t('desk.closeReason')} error={missing ? t('faults.missing') : undefined}>
          {(control) => (
            <textarea
              {...control}
              className="input"
              rows={3}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {refusal ? (
          <Notice tone="seal" urgent>
            {refusal}
          </Notice>
        ) : null}
        {error ? <FaultNotice fault={apiFaultOf(error)} onRetry={() => void submit()} urgent /> : null}
        <button type="submit" className="button wide" aria-disabled={fetching}>
          {t('desk.closeConfirm')}
        </button>
      </form>
    </Sheet>
  );
}

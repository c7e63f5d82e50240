import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { Sheet } from '../../components/sheet.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { ReportTeamMutation } from './report-team.mutation.js';
import { ReportConcernMutation } from './report-concern.mutation.js';
import './concern-sheet.css';

interface ConcernSheetProps {
  campaignId: string;
  /** The team it is about; left out, it is about the campaign. */
  teamId?: string;
  onClose: () => void;
}

/** A way to speak up, on every campaign and every team, without signing in. */
export default function ConcernSheet({ campaignId, teamId, onClose }: ConcernSheetProps) {
  const { t } = useTranslation(['concern', 'common']);
  const [ofCampaign, reportCampaign] = useMutation(ReportConcernMutation);
  const [ofTeam, reportTeam] = useMutation(ReportTeamMutation);
  const { error, fetching } = teamId ? ofTeam : ofCampaign;
  const [message, setMessage] = useState('');
  const [contact, setContact] = useState('');
  const [missing, setMissing] = useState(false);
  const answer = teamId ? ofTeam.data?.report : ofCampaign.data?.reportConcern;

  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    setMissing(message.trim() === '');
    if (message.trim() === '' || fetching) return;
    const said = { message: message.trim(), contact: contact.trim() || null };
    if (teamId) await reportTeam({ input: { teamId, ...said } });
    else await reportCampaign({ input: { campaignId, ...said } });
  };

  if (answer?.__typename === 'ConcernReport') {
    return (
      <Sheet title={t('title')} onClose={onClose}>
        <div className="concern-form">
          <Notice tone="arrived" title={t('done.title')} urgent>
            {t('done.text', { number: answer.id, day: answer.answerDueOn })}
          </Notice>
          <button type="button" className="button quiet wide" onClick={onClose}>
            {t('common:actions.close')}
          </button>
        </div>
      </Sheet>
    );
  }

  const rejected = answer?.__typename === 'FieldRejectedError' ? answer : null;
  const contactRejected = rejected !== null && rejected.field.endsWith('contact');
  const messageError = missing ? t('message.missing') : rejected && !contactRejected ? rejected.message : undefined;
  return (
    <Sheet title={t('title')} onClose={onClose}>
      <form className="concern-form" noValidate onSubmit={(event) => void submit(event)}>
        <p className="small muted">{t('lead')}</p>
        <Field label={t('message.label')} error={messageError}>
          {(control) => (
            <textarea
              {...control}
              className="input"
              rows={5}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('contact.label')}
          error={contactRejected ? rejected.message : undefined}
          hint={t('contact.hint')}
        >
          {(control) => (
            <input
              {...control}
              className="input"
              value={contact}
              onChange={(event) => setContact(event.target.value)}
            />
          )}
        </Field>
        {error ? <FaultNotice fault={apiFaultOf(error)} onRetry={() => void submit()} urgent /> : null}
        <button type="submit" className="button wide" aria-disabled={fetching}>
          {fetching ? t('sending') : t('send')}
        </button>
      </form>
    </Sheet>
  );
}

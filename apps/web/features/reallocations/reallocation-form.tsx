import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { fenOf } from '../../lib/money.js';
import { PreviewTable } from './preview-table.js';
import { ReallocationFields } from './reallocation-fields.js';
import { EMPTY, faultsOf, inputOf, type ReallocationValues, type ValueFaults } from './reallocation-values.js';
import { useProposal } from './use-proposal.js';
import './reallocations.css';

/** Pick the money, look at what would happen, say why, send it to the other person. */
export function ReallocationForm({ onProposed }: { onProposed: (id: string) => void }) {
  const { t } = useTranslation('reallocations');
  const [values, setValues] = useState<ReallocationValues>(EMPTY);
  const [faults, setFaults] = useState<ValueFaults>({});
  const proposal = useProposal();
  const { draft, busy, refusal, fault } = proposal;

  const change = (part: Partial<ReallocationValues>): void => {
    setValues({ ...values, ...part });
    proposal.forget(); // What was previewed is no longer what would be proposed.
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = faultsOf(values);
    setFaults(found);
    if (Object.keys(found).length === 0) void proposal.preview(inputOf(values));
  };
  const propose = async (note: string, reason: string): Promise<void> => {
    const id = await proposal.propose(note, reason);
    if (id !== null) onProposed(id);
  };
  return (
    <>
      <h1>{t('form.title')}</h1>
      <p className="console-say">{t('say')}</p>
      <form className="card reallocation-form" onSubmit={submit} noValidate>
        <ReallocationFields values={values} faults={faults} refusal={refusal} onChange={change} />
        {refusal ? <Notice tone="seal" title={refusal.message} urgent /> : null}
        {fault ? <FaultNotice fault={fault} urgent /> : null}
        <Button type={draft ? 'default' : 'primary'} htmlType="submit" loading={busy === 'preview'}>
          {t('form.preview')}
        </Button>
      </form>
      {draft ? (
        <section className="card console-block reallocation-preview" aria-live="polite">
          <h2>{t('preview.title')}</h2>
          {fenOf(draft.preview.amount) === 0n ? (
            <Notice>{t('form.nothing')}</Notice>
          ) : (
            <>
              <PreviewTable preview={draft.preview} />
              {draft.preview.cities.every(({ missing }) => fenOf(missing) === 0n) ? (
                <SayWhy sending={busy === 'propose'} onSend={propose} />
              ) : null}
            </>
          )}
        </section>
      ) : null}
    </>
  );
}

interface SayWhyProps {
  sending: boolean;
  onSend: (note: string, reason: string) => Promise<void>;
}

function SayWhy({ sending, onSend }: SayWhyProps) {
  const { t } = useTranslation('reallocations');
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = (text: string) => (asked && text.trim() === '' ? t('form.missing') : undefined);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (note.trim() !== '' && reason.trim() !== '') void onSend(note, reason);
  };
  return (
    <form className="reallocation-form" onSubmit={send} noValidate>
      <Field label={t('form.note')} hint={t('form.noteHint')} error={missing(note)}>
        {(control) => (
          <textarea
            {...control}
            className="input"
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('form.reason')} hint={t('form.reasonHint')} error={missing(reason)}>
        {(control) => (
          <textarea
            {...control}
            className="input"
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" loading={sending}>
        {t('form.propose')}
      </Button>
    </form>
  );
}

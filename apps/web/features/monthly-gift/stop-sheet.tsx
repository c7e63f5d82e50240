import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { Sheet } from '../../components/sheet.js';
import type { MonthlySheetProps } from './change-sheet.js';

/** Stops it: one sentence, one calm question that may stay empty, one button. */
export function StopSheet({ own, onClose }: MonthlySheetProps) {
  const { t } = useTranslation('monthly');
  const [why, setWhy] = useState('');
  const stop = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (own.sending) return;
    if (await own.act({ kind: 'stop', why: why.trim() || null })) onClose();
  };
  return (
    <Sheet title={t('stop.title')} onClose={onClose}>
      <form className="monthly-form" onSubmit={(event) => void stop(event)}>
        <p className="small">{t('stop.text')}</p>
        <Field label={t('stop.why')}>
          {(control) => (
            <textarea
              {...control}
              className="input"
              rows={2}
              maxLength={300}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
            />
          )}
        </Field>
        {own.refusal ? (
          <Notice tone="seal" urgent>
            {own.refusal}
          </Notice>
        ) : null}
        <div className="monthly-acts">
          <button type="submit" className="button" aria-disabled={own.sending}>
            {t('stop.confirm')}
          </button>
          <button type="button" className="button quiet" onClick={onClose}>
            {t('stop.keep')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

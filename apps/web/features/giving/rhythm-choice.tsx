import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.js';
import type { GiftFieldProps } from './gift-fields.js';

const DAYS = Array.from({ length: 28 }, (_, index) => String(index + 1));

/** Once, or every month; the rules of the latter in one sentence, before anything is filled in. */
export function RhythmChoice({ form, change }: GiftFieldProps) {
  const { t } = useTranslation('giving');
  const key = (monthly: boolean, label: string) => (
    <label className="choice">
      <input type="radio" name="rhythm" checked={form.monthly === monthly} onChange={() => change({ monthly })} />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset>
      <legend>{t('rhythm.legend')}</legend>
      <div className="choices two">
        {key(false, t('rhythm.once'))}
        {key(true, t('rhythm.monthly'))}
      </div>
      {form.monthly ? (
        <div className="gift-name">
          <Field
            label={t('rhythm.day')}
            hint={
              <>
                {t('rhythm.rules', { day: form.day })} {t('rhythm.card')}
              </>
            }
          >
            {(control) => (
              <select
                {...control}
                className="input"
                value={form.day}
                onChange={(event) => change({ day: event.target.value })}
              >
                {DAYS.map((day) => (
                  <option key={day} value={day}>
                    {t('rhythm.dayOption', { day })}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      ) : null}
    </fieldset>
  );
}

import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.js';
import { HONOURS, NAME_LIMIT } from './gift-form.js';
import type { GiftFieldProps } from './gift-fields.js';

/** For somebody's sake: in their honour or in their memory. The name stays between us unless the giver wants it shown. */
export function HonourChoice({ form, change, errorAt }: GiftFieldProps) {
  const { t } = useTranslation('giving');
  const chosen = form.honour !== '';
  return (
    <fieldset>
      <legend className="unseen">{t('honour.legend')}</legend>
      <label className="gift-check">
        <input
          type="checkbox"
          checked={chosen}
          onChange={(event) => change({ honour: event.target.checked ? HONOURS[0] : '' })}
        />
        <span>{t('honour.choice')}</span>
      </label>
      {chosen ? (
        <div className="gift-more">
          <div className="choices two" role="group" aria-label={t('honour.legend')}>
            {HONOURS.map((kind) => (
              <label className="choice" key={kind}>
                <input
                  type="radio"
                  name="honour"
                  checked={form.honour === kind}
                  onChange={() => change({ honour: kind })}
                />
                <span>{t(`honour.${kind}`)}</span>
              </label>
            ))}
          </div>
          <Field label={t('honour.name')} error={errorAt('honouree')}>
            {(control) => (
              <input
                {...control}
                className="input"
                autoComplete="off"
                maxLength={NAME_LIMIT * 2}
                value={form.honouree}
                onChange={(event) => change({ honouree: event.target.value })}
              />
            )}
          </Field>
          <label className="gift-check">
            <input
              type="checkbox"
              checked={form.honourShown}
              onChange={(event) => change({ honourShown: event.target.checked })}
            />
            <span>{t('honour.shown')}</span>
          </label>
          <Field label={t('honour.card')} error={errorAt('cardEmail')} hint={t('honour.cardHint')}>
            {(control) => (
              <input
                {...control}
                className="input"
                type="email"
                inputMode="email"
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                value={form.cardEmail}
                onChange={(event) => change({ cardEmail: event.target.value })}
              />
            )}
          </Field>
        </div>
      ) : null}
    </fieldset>
  );
}

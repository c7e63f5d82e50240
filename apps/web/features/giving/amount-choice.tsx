import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, FieldError } from '../../components/field.js';
import { formatYuanShort, parseYuan } from '../../lib/money.js';
import { OWN_AMOUNT, PRESETS_YUAN, type AmountLimits } from './gift-form.js';
import type { GiftFieldProps } from './gift-fields.js';

/** Preset amounts as large keys, and one key for an own amount with the number pad. */
export function AmountChoice({ form, change, errorAt, limits }: GiftFieldProps & { limits: AmountLimits }) {
  const { t } = useTranslation('giving');
  const errorId = useId();
  const error = errorAt('amount');
  const own = form.choice === OWN_AMOUNT;
  const presets = PRESETS_YUAN.flatMap((yuan) => {
    const parsed = parseYuan(yuan);
    return parsed.ok && parsed.fen >= limits.min && parsed.fen <= limits.max ? [{ yuan, fen: parsed.fen }] : [];
  });
  const key = (value: string, label: string) => (
    <label className="choice" key={value}>
      <input
        type="radio"
        name="amount"
        value={value}
        checked={form.choice === value}
        onChange={() => change({ choice: value })}
        {...(error && !own ? { 'aria-describedby': errorId, 'aria-invalid': true } : {})}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset>
      <legend>{form.monthly ? t('amount.monthlyLegend') : t('amount.legend')}</legend>
      <div className="choices">
        {presets.map(({ yuan, fen }) => key(yuan, formatYuanShort(fen)))}
        {key(OWN_AMOUNT, t('amount.own'))}
      </div>
      {own ? (
        <div className="own-amount">
          <Field
            label={t('amount.ownLabel')}
            error={error}
            hint={t('amount.hint', { min: formatYuanShort(limits.min), max: formatYuanShort(limits.max) })}
          >
            {(control) => (
              <div className="yuan-input">
                <input
                  {...control}
                  className="input"
                  inputMode="decimal"
                  autoComplete="off"
                  enterKeyHint="done"
                  maxLength={16}
                  value={form.ownAmount}
                  onChange={(event) => change({ ownAmount: event.target.value })}
                />
              </div>
            )}
          </Field>
        </div>
      ) : (
        <FieldError id={errorId} error={error} />
      )}
    </fieldset>
  );
}

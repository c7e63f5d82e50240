import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.js';
import type { GiftFieldProps } from './gift-fields.js';

/** To whom the receipt is issued: the giver, or a company by its name and code. */
export function CompanyChoice({ form, change, errorAt }: GiftFieldProps) {
  const { t } = useTranslation('giving');
  return (
    <fieldset>
      <legend className="unseen">{t('company.legend')}</legend>
      <label className="gift-check">
        <input type="checkbox" checked={form.company} onChange={(event) => change({ company: event.target.checked })} />
        <span>{t('company.choice')}</span>
      </label>
      {form.company ? (
        <div className="gift-more">
          <Field label={t('company.name')} error={errorAt('companyName')}>
            {(control) => (
              <input
                {...control}
                className="input"
                autoComplete="organization"
                maxLength={120}
                value={form.companyName}
                onChange={(event) => change({ companyName: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('company.code')} error={errorAt('creditCode')} hint={t('company.hint')}>
            {(control) => (
              <input
                {...control}
                className="input num"
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={24}
                value={form.creditCode}
                onChange={(event) => change({ creditCode: event.target.value })}
              />
            )}
          </Field>
        </div>
      ) : null}
    </fieldset>
  );
}

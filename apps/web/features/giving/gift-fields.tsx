import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.js';
import { lengthOf, MESSAGE_LIMIT, NAME_LIMIT, POOL, type GiftField, type GiftForm } from './gift-form.js';

export interface GiftFieldProps {
  form: GiftForm;
  change: (changes: Partial<GiftForm>) => void;
  errorAt: (field: GiftField) => string | undefined;
}

interface DestinationProps extends GiftFieldProps {
  cities: readonly { region: { code: string; name: string } }[];
}

/** One city, or the whole province. */
export function DestinationChoice({ form, change, errorAt, cities }: DestinationProps) {
  const { t } = useTranslation(['giving', 'common']);
  const chosen = cities.find(({ region }) => region.code === form.destination)?.region.name;
  return (
    <Field
      label={t('destination.label')}
      error={errorAt('destination')}
      hint={chosen ? t('destination.cityHint', { city: chosen }) : t('destination.poolHint')}
    >
      {(control) => (
        <select
          {...control}
          className="input"
          value={chosen ? form.destination : POOL}
          onChange={(event) => change({ destination: event.target.value })}
        >
          <option value={POOL}>{t('common:provincePool')}</option>
          {cities.map(({ region }) => (
            <option key={region.code} value={region.code}>
              {region.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** In public: a name, or 爱心人士. */
export function NameChoice({ form, change, errorAt }: GiftFieldProps) {
  const { t } = useTranslation(['giving', 'common']);
  const key = (named: boolean, label: string) => (
    <label className="choice">
      <input type="radio" name="named" checked={form.named === named} onChange={() => change({ named })} />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset>
      <legend>{t('name.legend')}</legend>
      <div className="choices two">
        {key(false, t('name.anonymous'))}
        {key(true, t('name.named'))}
      </div>
      {form.named ? (
        <div className="gift-name">
          <Field label={t('name.label')} error={errorAt('displayName')} hint={t('name.hint')}>
            {(control) => (
              <input
                {...control}
                className="input"
                autoComplete="name"
                maxLength={NAME_LIMIT * 2}
                value={form.displayName}
                onChange={(event) => change({ displayName: event.target.value })}
              />
            )}
          </Field>
        </div>
      ) : null}
    </fieldset>
  );
}

/** A few words for the wall. Longer text stays in the box, so that nothing typed is cut off unseen. */
export function MessageChoice({ form, change, errorAt }: GiftFieldProps) {
  const { t } = useTranslation(['giving', 'common']);
  return (
    <Field
      label={t('message.label')}
      error={errorAt('message')}
      aside={
        <span className="tiny muted num" aria-live="off">
          {lengthOf(form.message)}/{MESSAGE_LIMIT}
        </span>
      }
    >
      {(control) => (
        <textarea
          {...control}
          className="input"
          rows={2}
          placeholder={t('message.placeholder')}
          value={form.message}
          onChange={(event) => change({ message: event.target.value })}
        />
      )}
    </Field>
  );
}

/** Where the receipt goes; may stay empty, unless there is a charge to be told of before. */
export function EmailChoice({ form, change, errorAt }: GiftFieldProps) {
  const { t } = useTranslation(['giving', 'common']);
  return (
    <Field
      label={form.monthly ? t('email.monthlyLabel') : t('email.label')}
      error={errorAt('email')}
      hint={form.monthly ? t('email.monthlyHint') : t('email.hint')}
    >
      {(control) => (
        <input
          {...control}
          className="input"
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="off"
          spellCheck={false}
          value={form.email}
          onChange={(event) => change({ email: event.target.value })}
        />
      )}
    </Field>
  );
}

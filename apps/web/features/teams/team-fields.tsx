import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.js';
import { PictureField } from '../../components/picture-field.js';
import { SLOGAN_LIMIT, type TeamField, type TeamForm } from './team-form.js';

export interface TeamFieldsProps {
  form: TeamForm;
  change: (changes: Partial<TeamForm>) => void;
  errorAt: (field: TeamField) => string | undefined;
}

/** What a team says of itself: name, words, target, picture. */
export function WordFields({ form, change, errorAt, pictureUrl }: TeamFieldsProps & { pictureUrl: string | null }) {
  const { t } = useTranslation('teams');
  return (
    <>
      <Field label={t('form.slogan')} hint={t('form.sloganHint', { max: SLOGAN_LIMIT })} error={errorAt('slogan')}>
        {(control) => (
          <textarea
            {...control}
            className="input"
            rows={2}
            value={form.slogan}
            onChange={(event) => change({ slogan: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('form.target')} hint={t('form.targetHint')} error={errorAt('target')}>
        {(control) => (
          <input
            {...control}
            className="input"
            inputMode="decimal"
            value={form.target}
            onChange={(event) => change({ target: event.target.value })}
          />
        )}
      </Field>
      <PictureField
        label={t('form.picture')}
        hint={t('form.pictureHint')}
        address="/uploads/team-pictures"
        currentUrl={pictureUrl}
        error={errorAt('pictureKey')}
        onUploaded={(pictureKey) => change({ pictureKey })}
      />
    </>
  );
}

export function NameField({ form, change, errorAt }: TeamFieldsProps) {
  const { t } = useTranslation('teams');
  return (
    <Field label={t('form.name')} hint={t('form.nameHint')} error={errorAt('name')}>
      {(control) => (
        <input
          {...control}
          className="input"
          value={form.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      )}
    </Field>
  );
}

/** Who leads: a name for the other leaders, and an address for their own link. */
export function PersonFields({ form, change, errorAt, knowsEmail }: TeamFieldsProps & { knowsEmail: boolean }) {
  const { t } = useTranslation('teams');
  return (
    <>
      <Field label={t('form.nickname')} hint={t('form.nicknameHint')} error={errorAt('nickname')}>
        {(control) => (
          <input
            {...control}
            className="input"
            autoComplete="nickname"
            maxLength={20}
            value={form.nickname}
            onChange={(event) => change({ nickname: event.target.value })}
          />
        )}
      </Field>
      {knowsEmail ? null : (
        <Field label={t('form.email')} hint={t('form.emailHint')} error={errorAt('email')}>
          {(control) => (
            <input
              {...control}
              className="input"
              type="email"
              autoComplete="email"
              value={form.email}
              onChange={(event) => change({ email: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}

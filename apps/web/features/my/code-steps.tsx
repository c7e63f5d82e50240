import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.js';
import type { CodeDoor } from './use-code-steps.js';

interface ContactFormProps {
  door: CodeDoor;
  label: string;
  hint?: string;
  /** Phone numbers are taken too. */
  withPhone?: boolean;
}

/** The first step: where the code goes. */
export function ContactForm({ door, label, hint, withPhone = false }: ContactFormProps) {
  const { t } = useTranslation('my');
  const [contact, setContact] = useState('');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!door.sending && contact.trim() !== '') void door.send(contact.trim());
  };
  return (
    <form className="my-form" noValidate onSubmit={onSubmit}>
      <Field label={label} hint={hint} error={door.refusal ?? undefined}>
        {(control) => (
          <input
            {...control}
            className="input"
            type={withPhone ? 'text' : 'email'}
            inputMode={withPhone ? 'text' : 'email'}
            autoComplete="email"
            autoCapitalize="off"
            spellCheck={false}
            value={contact}
            onChange={(event) => setContact(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="button wide" aria-disabled={door.sending}>
        {door.sending ? t('door.sending') : t('door.send')}
      </button>
    </form>
  );
}

interface CodeFormProps {
  door: CodeDoor;
  /** Said above: where the code went. */
  said: string;
  words: { enter: string; entering: string };
}

/** The second step: the code itself. */
export function CodeForm({ door, said, words }: CodeFormProps) {
  const { t } = useTranslation('my');
  const [code, setCode] = useState('');
  const { sentTo } = door;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!door.sending && code.trim() !== '') void door.enter(code.trim());
  };
  return (
    <form className="my-form" noValidate onSubmit={onSubmit}>
      <p className="small my-said" role="status">
        {said}
      </p>
      <Field label={t('door.code')} error={door.refusal ?? undefined}>
        {(control) => (
          <input
            {...control}
            className="input num my-code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={8}
            autoFocus
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="button wide" aria-disabled={door.sending}>
        {door.sending ? words.entering : words.enter}
      </button>
      <p className="my-acts">
        <button
          type="button"
          className="link small"
          aria-disabled={door.sending}
          onClick={() => (door.sending || sentTo === null ? undefined : void door.send(sentTo))}
        >
          {t('door.again')}
        </button>
        <button type="button" className="link small" onClick={door.startOver}>
          {t('door.other')}
        </button>
      </p>
    </form>
  );
}

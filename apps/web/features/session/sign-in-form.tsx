import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useClient } from 'urql';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { useLocale } from '../../lib/use-locale.js';
import { afterSignIn } from './role-home.js';
import { signIn, type SignInOutcome } from './sign-in.js';
import { ViewerQuery } from './viewer.query.js';
import './sign-in-form.css';

/** E-mail and password; a refusal never says which of the two was wrong. */
export function SignInForm() {
  const { t } = useTranslation('session');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { submit, sending, refusal } = useSignIn();
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!sending) void submit(email.trim(), password);
  };
  return (
    <form className="card sign-in" onSubmit={onSubmit}>
      {refusal ? (
        <Notice tone={refusal === 'wrong' ? 'seal' : 'waiting'} title={t(`refusal.${refusal}.title`)} urgent>
          {t(`refusal.${refusal}.text`)}
        </Notice>
      ) : null}
      <Field label={t('email')}>
        {(control) => (
          <input
            {...control}
            className="input"
            type="email"
            required
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('password')}>
        {(control) => (
          <input
            {...control}
            className="input"
            type="password"
            required
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="button wide" aria-disabled={sending}>
        {sending ? t('sending') : t('submit')}
      </button>
    </form>
  );
}

function useSignIn() {
  const locale = useLocale();
  const client = useClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Exclude<SignInOutcome, 'signed_in'> | null>(null);

  const submit = async (email: string, password: string): Promise<void> => {
    setSending(true);
    setRefusal(null);
    const outcome = await signIn(email, password, locale);
    if (outcome !== 'signed_in') {
      setRefusal(outcome);
      setSending(false);
      return;
    }
    const result = await client.query(ViewerQuery, {}, { requestPolicy: 'network-only' }).toPromise();
    setSending(false);
    const viewer = result.data?.viewer;
    if (viewer) void navigate(afterSignIn(search.get('next'), viewer.role), { replace: true });
    else setRefusal('away');
  };
  return { submit, sending, refusal };
}

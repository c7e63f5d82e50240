import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { useCodeSignIn } from './use-code-sign-in.js';

interface CodeSignInProps {
  /** What is set up on the server; only that is offered. */
  methods: readonly string[];
  onSignedIn: () => void;
}

/** Signing in without a password: an address, a code, done. */
export function CodeSignIn({ methods, onSignedIn }: CodeSignInProps) {
  const { t } = useTranslation('my');
  const door = useCodeSignIn(onSignedIn);
  return (
    <section className="card my-door" aria-labelledby="my-door">
      <h2 id="my-door">{t('door.title')}</h2>
      <p className="small muted">{t('door.lead')}</p>
      {door.fault ? <FaultNotice fault={door.fault} urgent /> : null}
      {door.sentTo === null ? (
        <ContactForm door={door} withPhone={methods.includes('SMS')} />
      ) : (
        <CodeForm door={door} sentTo={door.sentTo} />
      )}
      {methods.includes('WECHAT') ? <WechatDoor /> : null}
    </section>
  );
}

type Door = ReturnType<typeof useCodeSignIn>;

function ContactForm({ door, withPhone }: { door: Door; withPhone: boolean }) {
  const { t } = useTranslation('my');
  const [contact, setContact] = useState('');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!door.sending && contact.trim() !== '') void door.send(contact.trim());
  };
  return (
    <form className="my-form" noValidate onSubmit={onSubmit}>
      <Field
        label={withPhone ? t('door.contact') : t('door.email')}
        hint={t('door.hint')}
        error={door.refusal ?? undefined}
      >
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

function CodeForm({ door, sentTo }: { door: Door; sentTo: string }) {
  const { t } = useTranslation('my');
  const [code, setCode] = useState('');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!door.sending && code.trim() !== '') void door.enter(code.trim());
  };
  return (
    <form className="my-form" noValidate onSubmit={onSubmit}>
      <p className="small" role="status">
        {t('door.sent', { contact: sentTo })}
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
        {door.sending ? t('door.entering') : t('door.enter')}
      </button>
      <p className="my-acts">
        <button
          type="button"
          className="link small"
          aria-disabled={door.sending}
          onClick={() => (door.sending ? undefined : void door.send(sentTo))}
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

/** WeChat asks on its own page and sends the person back here. */
function WechatDoor() {
  const { t } = useTranslation('my');
  const leave = async (): Promise<void> => {
    const response = await fetch('/api/auth/sign-in/social', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'wechat', callbackURL: window.location.pathname }),
    });
    const { url } = (await response.json()) as { url?: string };
    if (url?.startsWith('https://open.weixin.qq.com/')) window.location.assign(url);
  };
  return (
    <button type="button" className="button quiet wide" onClick={() => void leave()}>
      {t('door.wechat')}
    </button>
  );
}

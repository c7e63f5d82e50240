import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../components/fault-notice.js';
import { CodeForm, ContactForm } from './code-steps.js';
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
  const withPhone = methods.includes('SMS');
  return (
    <section className="card my-door" aria-labelledby="my-door">
      <h2 id="my-door">{t('door.title')}</h2>
      <p className="small muted">{t('door.lead')}</p>
      {door.fault ? <FaultNotice fault={door.fault} urgent /> : null}
      {door.sentTo === null ? (
        <ContactForm
          door={door}
          label={withPhone ? t('door.contact') : t('door.email')}
          hint={t('door.hint')}
          withPhone={withPhone}
        />
      ) : (
        <CodeForm
          door={door}
          said={t('door.sent', { contact: door.sentTo })}
          words={{ enter: t('door.enter'), entering: t('door.entering') }}
        />
      )}
      {methods.includes('WECHAT') ? <WechatDoor /> : null}
    </section>
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

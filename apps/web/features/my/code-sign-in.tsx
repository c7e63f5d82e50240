import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { useInWechat } from '../../lib/use-in-wechat.js';
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
  // WeChat asks by a code to scan, and whoever is inside WeChat has nothing to scan it with.
  const inWechat = useInWechat();
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
      {methods.includes('WECHAT') && !inWechat ? <WechatDoor /> : null}
    </section>
  );
}

/** WeChat asks on its own page and sends the person back here, signed in or with what kept it from that. */
function WechatDoor() {
  const { t } = useTranslation('my');
  const [search] = useSearchParams();
  const [isAway, setAway] = useState(false);
  const cameBack = search.get('error');
  const leave = async (): Promise<void> => {
    const url = await wechatPage();
    setAway(url === null);
    if (url !== null) window.location.assign(url);
  };
  return (
    <>
      {isAway ? <FaultNotice fault="away" urgent /> : null}
      {cameBack !== null && !isAway ? (
        <Notice tone="waiting" title={t('door.wechatFailed.title')} urgent>
          {t(cameBack === 'no_code' ? 'door.wechatFailed.declined' : 'door.wechatFailed.text')}
        </Notice>
      ) : null}
      <button type="button" className="button quiet wide" onClick={() => void leave()}>
        {t('door.wechat')}
      </button>
    </>
  );
}

/** Where WeChat asks; null when our server does not say. */
async function wechatPage(): Promise<string | null> {
  const here = window.location.pathname;
  try {
    const response = await fetch('/api/auth/sign-in/social', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'wechat', callbackURL: here, errorCallbackURL: here }),
    });
    const { url } = (await response.json()) as { url?: string };
    return url?.startsWith('https://open.weixin.qq.com/') ? url : null;
  } catch {
    return null;
  }
}

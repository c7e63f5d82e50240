import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref } from 'react-router';
import { toast } from '../../components/toast.js';
import { WechatNote } from '../../components/wechat-note.js';
import { useLocale } from '../../lib/use-locale.js';
import { useHydrated } from '../../lib/use-hydrated.js';
import './teams.css';

interface TeamShareProps {
  slug: string;
  id: string;
  name: string;
}

/** The link to pass on, as text, as a code to scan, and as a poster. */
export function TeamShare({ slug, id, name }: TeamShareProps) {
  const { t } = useTranslation('teams');
  const href = useHref(`/c/${slug}/teams/${id}`);
  const hydrated = useHydrated();
  const lang = useLocale() === 'en' ? '?lang=en' : '';
  const address = hydrated ? new URL(href, window.location.origin).href : href;
  return (
    <section aria-labelledby="team-share-title">
      <h2 id="team-share-title">{t('share.title')}</h2>
      <div className="card team-share">
        <img
          className="team-code"
          src={`/posters/code/teams-${id}.svg${lang}`}
          alt={t('share.code')}
          width={132}
          height={132}
        />
        <div>
          <p className="small">{t('share.text')}</p>
          <CopyLink address={address} label={t('share.copy')} title={name} />
          <WechatNote about="sharing" />
          <p>
            <a className="link small" href={`/posters/poster/teams-${id}.png${lang}`} download={`${name}.png`}>
              {t('share.poster')}
            </a>
          </p>
        </div>
      </div>
    </section>
  );
}

interface CopyLinkProps {
  address: string;
  label: string;
  title: string;
}

/** Hands the link to the phone's own sharing where there is one, else to the clipboard; it can also be read and marked. */
export function CopyLink({ address, label, title }: CopyLinkProps) {
  const { t } = useTranslation('teams');
  const [failed, setFailed] = useState(false);
  const pass = async (): Promise<void> => {
    try {
      if (typeof navigator.share === 'function') await navigator.share({ title, url: address });
      else {
        await navigator.clipboard.writeText(address);
        toast(t('share.copied'));
      }
      setFailed(false);
    } catch (error) {
      // Who changes their mind in the phone's own sheet has done nothing wrong.
      setFailed(!(error instanceof DOMException && error.name === 'AbortError'));
    }
  };
  return (
    <div className="copy-link">
      <code className="tiny">{address}</code>
      <button type="button" className="button quiet compact" onClick={() => void pass()}>
        {label}
      </button>
      <p className="tiny muted" role="status">
        {failed ? t('share.failed') : ''}
      </p>
    </div>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LanguageSwitch } from './language-switch.js';
import { OfflineNotice } from './offline-notice.js';
import { SiteLinks, SiteNav } from './site-nav.js';
import { SealMark } from './seal-mark.js';
import './site-frame.css';

/** Header, main and footer of every donor's page. */
export function SiteFrame({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <a className="skip" href="#main">
        {t('site.skip')}
      </a>
      <header className={wide ? 'site-header wide' : 'site-header'}>
        <Link className="site-brand" to="/">
          <SealMark character={t('site.sealCharacter')} />
          {t('site.name')}
        </Link>
        <SiteNav />
        <div className="site-links">
          <Link to="/my">{t('site.myGifts')}</Link>
          <LanguageSwitch />
        </div>
      </header>
      <OfflineNotice />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className={wide ? 'site-footer wide' : 'site-footer'}>
        <SiteLinks />
        <p>{t('site.promise')}</p>
        <noscript>
          <p>{t('site.noScript')}</p>
        </noscript>
        <p>
          <Link to="/sign-in">{t('site.staffEntrance')}</Link>
        </p>
      </footer>
    </>
  );
}

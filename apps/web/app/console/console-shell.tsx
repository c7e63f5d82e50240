import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { LanguageSwitch } from '../../components/language-switch.js';
import { Notice } from '../../components/notice.js';
import { SealMark } from '../../components/seal-mark.js';
import { StopBanner } from '../../features/books-health/index.js';
import { AlarmBanner } from '../../features/reconciliation/index.js';
import { signOut, type Viewer } from '../../features/session/index.js';
import { useLocale } from '../../lib/use-locale.js';
import '../../components/site-frame.css';
import './console-shell.css';

const FUND_TASKS = [{ to: '/fund', label: 'fund' }] as const;
const STAFF_TASKS = [
  { to: '/staff/campaigns', label: 'campaigns' },
  { to: '/staff/teams', label: 'teams' },
  { to: '/staff/pledges', label: 'pledges' },
  { to: '/staff/exceptions', label: 'exceptions' },
  { to: '/staff/refunds', label: 'refunds' },
  { to: '/staff/monthly-gifts', label: 'monthlyGifts' },
  { to: '/staff/ledger', label: 'ledger' },
  { to: '/staff/rules', label: 'rules' },
  { to: '/staff/reallocations', label: 'reallocations' },
  { to: '/staff/reconciliation', label: 'reconciliation' },
  { to: '/staff/audit', label: 'audit' },
] as const;

/** The consoles' frame: few words at the left, by task; who is signed in; the page. */
export function ConsoleShell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const { t } = useTranslation(['shell', 'common']);
  const tasks = viewer.role === 'FEDERATION' ? FUND_TASKS : STAFF_TASKS;
  return (
    <div className="console">
      <a className="skip" href="#main">
        {t('common:site.skip')}
      </a>
      <header className="console-side">
        <NavLink to="/" className="console-brand">
          <SealMark character={t('common:site.sealCharacter')} />
          <span>{viewer.orgUnit?.name ?? t('foundation')}</span>
        </NavLink>
        <nav aria-label={t('tasks')}>
          {tasks.map(({ to, label }) => (
            <NavLink key={to} to={to} className="console-task">
              {t(`nav.${label}`)}
            </NavLink>
          ))}
        </nav>
        <SignedIn viewer={viewer} />
      </header>
      <main id="main" className="console-main" tabIndex={-1}>
        {viewer.role === 'FEDERATION' ? null : <StopBanner />}
        {viewer.role === 'FEDERATION' ? null : <AlarmBanner />}
        {children}
      </main>
    </div>
  );
}

function SignedIn({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation(['shell', 'common']);
  const locale = useLocale();
  const [failed, setFailed] = useState(false);
  const leave = async (): Promise<void> => {
    const left = await signOut(locale);
    // A fresh page, so that nothing of this session stays in memory.
    if (left) window.location.assign(locale === 'en' ? '/en/sign-in' : '/sign-in');
    else setFailed(true);
  };
  return (
    <div className="console-viewer">
      <p>
        <b>{viewer.name}</b>
        <span className="tiny muted">{t(`common:role.${viewer.role}`)}</span>
      </p>
      <Button size="small" onClick={() => void leave()}>
        {t('signOut')}
      </Button>
      <LanguageSwitch />
      {failed ? (
        <Notice tone="waiting" urgent>
          {t('signOutFailed')}
        </Notice>
      ) : null}
    </div>
  );
}

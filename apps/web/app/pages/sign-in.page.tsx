import { useTranslation } from 'react-i18next';
import { SiteFrame } from '../../components/site-frame.js';
import { SignInForm } from '../../features/session/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import './sign-in.page.css';

/** The door for federations and staff; donors never need it. */
export default function SignInPage() {
  const { t } = useTranslation(['session', 'common']);
  usePageTitle(t('common:site.title', { page: t('title') }));
  return (
    <SiteFrame>
      <div className="page sign-in-page">
        <h1>{t('title')}</h1>
        <p className="muted">{t('lead')}</p>
        <SignInForm />
      </div>
    </SiteFrame>
  );
}

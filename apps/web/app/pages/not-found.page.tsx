import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SiteFrame } from '../../components/site-frame.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import './not-found.page.css';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t('site.title', { page: t('notFound.title') }));
  return (
    <SiteFrame>
      <NotFound />
    </SiteFrame>
  );
}

/** The content alone, inside a frame that already stands. */
export function NotFound({ title, text }: { title?: string; text?: string }) {
  const { t } = useTranslation();
  return (
    <div className="page not-found">
      <h1>{title ?? t('notFound.title')}</h1>
      <p className="muted">{text ?? t('notFound.text')}</p>
      <Link className="button quiet" to="/">
        {t('actions.home')}
      </Link>
    </div>
  );
}

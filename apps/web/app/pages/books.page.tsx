import { useTranslation } from 'react-i18next';
import { SiteFrame } from '../../components/site-frame.js';
import { BooksView } from '../../features/books/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';

/** The public books: how they can be checked, and the check itself. */
export function BooksPage() {
  const { t } = useTranslation(['books', 'common']);
  usePageTitle(t('common:site.title', { page: t('title') }));
  return (
    <SiteFrame>
      <BooksView />
    </SiteFrame>
  );
}

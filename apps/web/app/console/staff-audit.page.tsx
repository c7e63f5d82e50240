import { useTranslation } from 'react-i18next';
import { BooksHealthView } from '../../features/books-health/index.js';
import type { Viewer } from '../../features/session/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

/** 账目核对: whether everything that must always be true is true. */
export function StaffAuditPage({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation(['audit', 'common']);
  usePageTitle(t('common:site.title', { page: t('title') }));
  return (
    <RoleOnly viewer={viewer} roles={['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR']}>
      <BooksHealthView role={viewer.role} />
    </RoleOnly>
  );
}

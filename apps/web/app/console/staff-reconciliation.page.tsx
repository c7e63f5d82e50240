import { useTranslation } from 'react-i18next';
import { ReconciliationView } from '../../features/reconciliation/index.js';
import type { Viewer } from '../../features/session/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

/** 对账: whether provider, books and bank are equal, and what is open. */
export function StaffReconciliationPage({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation(['reconciliation', 'common']);
  usePageTitle(t('common:site.title', { page: t('title') }));
  return (
    <RoleOnly viewer={viewer} roles={['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR']}>
      <ReconciliationView role={viewer.role} />
    </RoleOnly>
  );
}

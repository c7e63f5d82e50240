import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../features/session/index.js';
import { LedgerView } from '../../features/staff-ledger/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

/** The books by report. */
export function StaffLedgerPage({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation(['ledger', 'common']);
  usePageTitle(t('common:site.title', { page: t('title') }));
  return (
    <RoleOnly viewer={viewer} roles={['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR']}>
      <LedgerView />
    </RoleOnly>
  );
}

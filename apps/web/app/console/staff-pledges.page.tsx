import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../features/session/index.js';
import { PledgeList } from '../../features/staff-pledges/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

/** Pledges with their state and the reason for each failure. */
export function StaffPledgesPage({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation(['staff', 'common']);
  usePageTitle(t('common:site.title', { page: t('pledges.title') }));
  return (
    <RoleOnly viewer={viewer} roles={['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR']}>
      <PledgeList />
    </RoleOnly>
  );
}

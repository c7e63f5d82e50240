import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../features/session/index.js';
import { MonthlyGiftList } from '../../features/staff-monthly-gifts/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

/** Monthly gifts, why some could not be charged, and the foundation's way to stop one. */
export function StaffMonthlyGiftsPage({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation(['monthlyGifts', 'common']);
  usePageTitle(t('common:site.title', { page: t('title') }));
  return (
    <RoleOnly viewer={viewer} roles={['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR']}>
      <MonthlyGiftList mayCancel={viewer.role !== 'AUDITOR'} />
    </RoleOnly>
  );
}

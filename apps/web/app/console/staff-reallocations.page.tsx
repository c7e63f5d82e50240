import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ReallocationDetail, ReallocationForm, ReallocationList } from '../../features/reallocations/index.js';
import type { Viewer } from '../../features/session/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

type StaffPageProps = { viewer: Viewer };

const READERS = ['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR'] as const;

/** Every re-allocation, newest first. */
export function StaffReallocationsPage({ viewer }: StaffPageProps) {
  useTitle();
  return (
    <RoleOnly viewer={viewer} roles={READERS}>
      <ReallocationList canPropose={viewer.role === 'STAFF_MAKER'} />
    </RoleOnly>
  );
}

/** One of them. */
export function StaffReallocationPage({ viewer }: StaffPageProps) {
  const { id = '' } = useParams();
  useTitle();
  return (
    <RoleOnly viewer={viewer} roles={READERS}>
      <ReallocationDetail key={id} id={id} role={viewer.role} />
    </RoleOnly>
  );
}

/** A new one, with its preview. */
export function StaffReallocationNewPage({ viewer }: StaffPageProps) {
  const navigate = useNavigate();
  useTitle();
  return (
    <RoleOnly viewer={viewer} roles={['STAFF_MAKER']}>
      <ReallocationForm onProposed={(id) => void navigate(`/staff/reallocations/${id}`)} />
    </RoleOnly>
  );
}

function useTitle(): void {
  const { t } = useTranslation(['reallocations', 'common']);
  usePageTitle(t('common:site.title', { page: t('title') }));
}

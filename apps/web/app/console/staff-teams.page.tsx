import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../features/session/index.js';
import { StaffTeamList } from '../../features/staff-teams/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

/** Teams: what waits to be looked at, what was reported, and the way to take one down. */
export function StaffTeamsPage({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation(['staffTeams', 'common']);
  usePageTitle(t('common:site.title', { page: t('title') }));
  return (
    <RoleOnly viewer={viewer} roles={['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR']}>
      <StaffTeamList mayAct={viewer.role !== 'AUDITOR'} />
    </RoleOnly>
  );
}

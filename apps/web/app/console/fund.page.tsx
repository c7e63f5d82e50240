import { useTranslation } from 'react-i18next';
import { FundView } from '../../features/fund/index.js';
import type { Viewer } from '../../features/session/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

/** The federation's own fund. */
export function FundPage({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation(['fund', 'common']);
  usePageTitle(t('common:site.title', { page: t('title') }));
  return (
    <RoleOnly viewer={viewer} roles={['FEDERATION']}>
      <FundView />
    </RoleOnly>
  );
}

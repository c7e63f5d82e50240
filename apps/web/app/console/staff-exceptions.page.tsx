import { useTranslation } from 'react-i18next';
import { ExceptionList } from '../../features/payment-exceptions/index.js';
import type { Viewer } from '../../features/session/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

/** 特殊付款: payments that arrived otherwise than expected. */
export function StaffExceptionsPage({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation(['exceptions', 'common']);
  usePageTitle(t('common:site.title', { page: t('title') }));
  return (
    <RoleOnly viewer={viewer} roles={['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR']}>
      <ExceptionList canReturn={viewer.role === 'STAFF_CHECKER'} />
    </RoleOnly>
  );
}

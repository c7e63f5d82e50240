import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../../components/notice.js';
import { homeOfRole, type Viewer } from '../../features/session/index.js';

interface RoleOnlyProps {
  viewer: Viewer;
  roles: readonly Viewer['role'][];
  children: ReactNode;
}

/** Says plainly when a page is for someone else. The api decides again for every field. */
export function RoleOnly({ viewer, roles, children }: RoleOnlyProps) {
  const { t } = useTranslation(['shell', 'common']);
  if (roles.includes(viewer.role)) return children;
  return (
    <>
      <h1>{t('common:faults.forbidden.title')}</h1>
      <div className="console-block">
        <Notice tone="waiting" action={<Link to={homeOfRole(viewer.role)}>{t('toOwnPage')}</Link>}>
          {t('common:faults.forbidden.text')}
        </Notice>
      </div>
    </>
  );
}

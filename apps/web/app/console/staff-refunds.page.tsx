import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Viewer } from '../../features/session/index.js';
import {
  DisputeDetail,
  DisputeList,
  RefundDetail,
  RefundForm,
  RefundList,
} from '../../features/staff-refunds/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

type StaffPageProps = { viewer: Viewer };

const READERS = ['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR'] as const;

/** Refunds, what waits for a person first. */
export function StaffRefundsPage({ viewer }: StaffPageProps) {
  useTitle();
  return (
    <RoleOnly viewer={viewer} roles={READERS}>
      <RefundList />
    </RoleOnly>
  );
}

/** One of them. */
export function StaffRefundPage({ viewer }: StaffPageProps) {
  const { id = '' } = useParams();
  useTitle();
  return (
    <RoleOnly viewer={viewer} roles={READERS}>
      <RefundDetail key={id} id={id} role={viewer.role} />
    </RoleOnly>
  );
}

/** A new one of the gift that the address names. */
export function StaffRefundNewPage({ viewer }: StaffPageProps) {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  useTitle();
  return (
    <RoleOnly viewer={viewer} roles={['STAFF_MAKER']}>
      <RefundForm pledgeId={search.get('pledge') ?? ''} onProposed={(id) => void navigate(`/staff/refunds/${id}`)} />
    </RoleOnly>
  );
}

/** Disputes, undecided ones first. */
export function StaffDisputesPage({ viewer }: StaffPageProps) {
  useTitle();
  return (
    <RoleOnly viewer={viewer} roles={READERS}>
      <DisputeList />
    </RoleOnly>
  );
}

/** One of them. */
export function StaffDisputePage({ viewer }: StaffPageProps) {
  const { id = '' } = useParams();
  useTitle();
  return (
    <RoleOnly viewer={viewer} roles={READERS}>
      <DisputeDetail key={id} id={id} role={viewer.role} />
    </RoleOnly>
  );
}

function useTitle(): void {
  const { t } = useTranslation(['refunds', 'common']);
  usePageTitle(t('common:site.title', { page: t('title') }));
}

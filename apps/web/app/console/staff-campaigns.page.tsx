import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Viewer } from '../../features/session/index.js';
import { CampaignDetail, CampaignEditor, CampaignList } from '../../features/staff-campaigns/index.js';
import { NewsPanel } from '../../features/staff-news/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

type StaffPageProps = { viewer: Viewer };

const READERS = ['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR'] as const;
const MAKERS = ['STAFF_MAKER'] as const;

/** All campaigns, in every state. */
export function StaffCampaignsPage({ viewer }: StaffPageProps) {
  useStaffTitle('campaigns.title');
  return (
    <RoleOnly viewer={viewer} roles={READERS}>
      <CampaignList canCreate={viewer.role === 'STAFF_MAKER'} />
    </RoleOnly>
  );
}

/** One campaign: where it stands, what is missing, who did what. */
export function StaffCampaignPage({ viewer }: StaffPageProps) {
  const { id = '' } = useParams();
  useStaffTitle('campaigns.title');
  return (
    <RoleOnly viewer={viewer} roles={READERS}>
      <CampaignDetail key={id} id={id} role={viewer.role} />
      <NewsPanel key={`news-${id}`} campaignId={id} canPublish={viewer.role !== 'AUDITOR'} />
    </RoleOnly>
  );
}

/** A new campaign. */
export function StaffCampaignNewPage({ viewer }: StaffPageProps) {
  return <EditorPage viewer={viewer} id={null} />;
}

/** A draft, or one that was sent back. */
export function StaffCampaignEditPage({ viewer }: StaffPageProps) {
  const { id = '' } = useParams();
  return <EditorPage viewer={viewer} id={id} />;
}

function EditorPage({ viewer, id }: StaffPageProps & { id: string | null }) {
  const navigate = useNavigate();
  useStaffTitle(id ? 'form.editTitle' : 'form.newTitle');
  return (
    <RoleOnly viewer={viewer} roles={MAKERS}>
      <CampaignEditor key={id} id={id} onSaved={(savedId) => void navigate(`/staff/campaigns/${savedId}`)} />
    </RoleOnly>
  );
}

function useStaffTitle(key: 'campaigns.title' | 'form.editTitle' | 'form.newTitle'): void {
  const { t } = useTranslation(['staff', 'common']);
  usePageTitle(t('common:site.title', { page: t(key) }));
}

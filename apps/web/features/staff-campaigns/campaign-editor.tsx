import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { CampaignForm } from './campaign-form.js';
import { EMPTY_CAMPAIGN, formValuesOf } from './campaign-form-values.js';
import { useStaffCampaign } from './use-staff-campaign.js';
import './staff-campaigns.css';

interface EditorProps {
  /** Null makes a new campaign. */
  id: string | null;
  onSaved: (id: string) => void;
}

/** Writes a campaign, new or drafted. */
export function CampaignEditor({ id, onSaved }: EditorProps) {
  const { t } = useTranslation('staff');
  return (
    <>
      <h1>{id ? t('form.editTitle') : t('form.newTitle')}</h1>
      <p className="console-say">{t('form.say')}</p>
      {id ? (
        <StoredCampaignForm id={id} onSaved={onSaved} />
      ) : (
        <CampaignForm id={null} initial={EMPTY_CAMPAIGN} coverUrl={null} onSaved={onSaved} />
      )}
    </>
  );
}

function StoredCampaignForm({ id, onSaved }: { id: string; onSaved: (id: string) => void }) {
  const { t } = useTranslation('common');
  const { campaign, fault, refresh } = useStaffCampaign(id);
  if (fault && !campaign) return <FaultNotice fault={fault} onRetry={refresh} />;
  if (campaign === undefined) return <Skeleton lines={8} />;
  if (campaign === null) return <Notice title={t('faults.not_found.title')}>{t('faults.not_found.text')}</Notice>;
  return <CampaignForm id={id} initial={formValuesOf(campaign)} coverUrl={campaign.coverUrl} onSaved={onSaved} />;
}

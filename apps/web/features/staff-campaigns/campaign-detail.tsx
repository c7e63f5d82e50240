import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref } from 'react-router';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import { CampaignFacts } from './campaign-facts.js';
import { changesFor, mayEdit, type CampaignChange } from './campaign-changes.js';
import { ChangeDialog } from './change-dialog.js';
import type { StaffCampaignParts } from './staff-campaign.fragment.js';
import { useStaffCampaign } from './use-staff-campaign.js';
import './staff-campaigns.css';

/** One campaign: where it stands, what may be done, what keeps it from going live, and who did what. */
export function CampaignDetail({ id, role }: { id: string; role: string }) {
  const { t } = useTranslation(['staff', 'common']);
  const { campaign, fault, refresh } = useStaffCampaign(id);
  if (fault && !campaign) return <FaultNotice fault={fault} onRetry={refresh} />;
  if (campaign === undefined) return <Skeleton lines={6} />;
  if (campaign === null)
    return <Notice title={t('common:faults.not_found.title')}>{t('common:faults.not_found.text')}</Notice>;
  return (
    <>
      {fault ? <FaultNotice fault={fault} onRetry={refresh} /> : null}
      <DetailHead campaign={campaign} role={role} onChanged={refresh} />
      <div className="console-split">
        <CampaignFacts campaign={campaign} />
        <div>
          <PublishGate campaign={campaign} />
          <History campaign={campaign} />
        </div>
      </div>
    </>
  );
}

interface DetailHeadProps {
  campaign: StaffCampaignParts;
  role: string;
  onChanged: () => void;
}

function DetailHead({ campaign, role, onChanged }: DetailHeadProps) {
  const { t } = useTranslation(['staff', 'common']);
  const editAddress = useHref(`/staff/campaigns/${campaign.id}/edit`);
  const pageAddress = useHref(`/c/${campaign.slug}`);
  const [change, setChange] = useState<CampaignChange | null>(null);
  const { state, progress, target } = campaign;
  return (
    <div className="console-head">
      <div>
        <h1>
          {campaign.title} <StatePill state={state}>{t(`common:campaignState.${state}`)}</StatePill>
        </h1>
        <p className="console-say num">
          {t('detail.standing', {
            state: t(`detail.say.${state}`),
            raised: t('detail.raised', {
              raised: formatYuan(fenOf(progress.raised)),
              target: formatYuan(fenOf(target)),
              gifts: formatCount(progress.gifts),
            }),
          })}
        </p>
      </div>
      <div className="console-actions">
        <Button href={pageAddress} target="_blank" rel="noreferrer">
          {t('detail.preview')}
        </Button>
        {mayEdit(role, state) ? <Button href={editAddress}>{t('detail.edit')}</Button> : null}
        {changesFor(role, state).map((each) => (
          <Button
            key={each}
            type={each === 'reject' || each === 'pause' ? 'default' : 'primary'}
            onClick={() => setChange(each)}
          >
            {t(`changes.${each}.action`)}
          </Button>
        ))}
      </div>
      {change ? (
        <ChangeDialog campaign={campaign} change={change} onClose={() => setChange(null)} onChanged={onChanged} />
      ) : null}
    </div>
  );
}

function PublishGate({ campaign }: { campaign: StaffCampaignParts }) {
  const { t } = useTranslation('staff');
  const { publishGate, state } = campaign;
  if (!['DRAFT', 'IN_REVIEW', 'APPROVED', 'PAUSED', 'REJECTED'].includes(state)) return null;
  return (
    <section className="card gate">
      <h2>{t('gate.title')}</h2>
      {publishGate.length === 0 ? (
        <p className="pill arrived">{t('gate.open')}</p>
      ) : (
        <>
          <p className="small muted">{t('gate.closed', { count: publishGate.length })}</p>
          <ul>
            {publishGate.map((fault) => (
              <li key={fault.code}>{fault.message}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function History({ campaign }: { campaign: StaffCampaignParts }) {
  const { t } = useTranslation(['staff', 'common']);
  const newestFirst = [...campaign.history].reverse();
  return (
    <section className="card">
      <h2>{t('history.title')}</h2>
      <ol className="history">
        {newestFirst.map((step) => (
          <li key={`${step.at}${step.to}`}>
            <p>
              <StatePill state={step.to}>{t(`common:campaignState.${step.to}`)}</StatePill>
              <span>{step.actor}</span>
            </p>
            <p className="small">{step.reason}</p>
            <time className="tiny muted num" dateTime={step.at}>
              {chinaDayAndClock(step.at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}

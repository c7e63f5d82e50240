import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { PublishDialog } from './publish-dialog.js';
import { StaffNewsQuery } from './staff-news.query.js';
import './staff-news.css';

const PUBLIC_STATES = ['LIVE', 'PAUSED', 'ENDED', 'SETTLED'];

interface NewsPanelProps {
  campaignId: string;
  canPublish: boolean;
}

/** News of a campaign: what was published, how far its letters are, and the way to publish more. */
export function NewsPanel({ campaignId, canPublish }: NewsPanelProps) {
  const { t } = useTranslation('staffNews');
  const [{ data, error }, ask] = useQuery({ query: StaffNewsQuery, variables: { id: campaignId } });
  const [writing, setWriting] = useState(false);
  const refresh = (): void => ask({ requestPolicy: 'network-only' });
  const campaign = data?.staffCampaign;
  if (error && !data) return <FaultNotice fault={apiFaultOf(error)} onRetry={refresh} />;
  if (!campaign) return data ? null : <Skeleton lines={3} />;
  const isPublic = PUBLIC_STATES.includes(campaign.state);
  return (
    <section className="card staff-news" aria-labelledby="staff-news">
      <div className="staff-news-head">
        <h2 id="staff-news">{t('title')}</h2>
        {canPublish && isPublic ? <Button onClick={() => setWriting(true)}>{t('publish.action')}</Button> : null}
      </div>
      <p className="small muted num">{t('readers', { count: campaign.newsReaders })}</p>
      {campaign.news.length === 0 ? <p className="small muted">{isPublic ? t('none') : t('notPublic')}</p> : null}
      <ol className="staff-news-list">
        {campaign.news.map(({ id, title, text, publishedAt, letters, sentAt }) => (
          <li key={id}>
            <b>{title}</b>
            <p className="small">{text}</p>
            <p className="tiny muted num">
              {t(sentAt ? 'sent' : 'sending', { at: chinaDayAndClock(publishedAt), count: letters })}
            </p>
          </li>
        ))}
      </ol>
      {writing ? (
        <PublishDialog
          campaignId={campaignId}
          readers={campaign.newsReaders}
          onClose={() => setWriting(false)}
          onPublished={() => {
            setWriting(false);
            refresh();
          }}
        />
      ) : null}
    </section>
  );
}

import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { PublishDialog, type Corrected } from './publish-dialog.js';
import { StaffNewsQuery } from './staff-news.query.js';
import { WithdrawDialog } from './withdraw-dialog.js';
import { WithdrawnList } from './withdrawn-list.js';
import './staff-news.css';

const PUBLIC_STATES = ['LIVE', 'PAUSED', 'ENDED', 'SETTLED'];

type Act = { kind: 'publish'; corrects: Corrected | null } | { kind: 'withdraw'; item: { id: string; title: string } };

interface NewsPanelProps {
  campaignId: string;
  canPublish: boolean;
}

/** News of a campaign: what stands, how far its letters are, what was withdrawn, and the way to publish more. */
export function NewsPanel({ campaignId, canPublish }: NewsPanelProps) {
  const { t } = useTranslation('staffNews');
  const [{ data, error }, ask] = useQuery({ query: StaffNewsQuery, variables: { id: campaignId } });
  const [act, setAct] = useState<Act | null>(null);
  const refresh = (): void => ask({ requestPolicy: 'network-only' });
  const campaign = data?.staffCampaign;
  if (error && !data) return <FaultNotice fault={apiFaultOf(error)} onRetry={refresh} />;
  if (!campaign) return data ? null : <Skeleton lines={3} />;
  const isPublic = PUBLIC_STATES.includes(campaign.state);
  return (
    <section className="card staff-news" aria-labelledby="staff-news">
      <div className="staff-news-head">
        <h2 id="staff-news">{t('title')}</h2>
        {canPublish && isPublic ? (
          <Button onClick={() => setAct({ kind: 'publish', corrects: null })}>{t('publish.action')}</Button>
        ) : null}
      </div>
      <p className="small muted num">{t('readers', { count: campaign.newsReaders })}</p>
      {campaign.news.length === 0 ? <p className="small muted">{isPublic ? t('none') : t('notPublic')}</p> : null}
      <ol className="staff-news-list">
        {campaign.news.map((item) => (
          <li key={item.id}>
            <b>{item.title}</b>
            <p className="small">{item.text}</p>
            <p className="tiny muted num staff-news-foot">
              {t(item.sentAt ? 'sent' : 'sending', { at: chinaDayAndClock(item.publishedAt), count: item.letters })}
              {canPublish ? (
                <Button size="small" danger onClick={() => setAct({ kind: 'withdraw', item })}>
                  {t('withdraw.action')}
                </Button>
              ) : null}
            </p>
          </li>
        ))}
      </ol>
      {campaign.withdrawnNews.length > 0 ? (
        <WithdrawnList
          items={campaign.withdrawnNews}
          onCorrect={canPublish && isPublic ? (corrects) => setAct({ kind: 'publish', corrects }) : null}
        />
      ) : null}
      {act?.kind === 'publish' ? (
        <PublishDialog
          campaignId={campaignId}
          readers={campaign.newsReaders}
          corrects={act.corrects}
          onClose={() => setAct(null)}
          onPublished={() => {
            setAct(null);
            refresh();
          }}
        />
      ) : null}
      {act?.kind === 'withdraw' ? (
        <WithdrawDialog item={act.item} onClose={() => setAct(null)} onWithdrawn={refresh} />
      ) : null}
    </section>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { chinaDay } from '../../lib/china-time.js';
import { readFragment, type FragmentOf, type ResultOf } from '../../lib/graphql.js';
import { CampaignNews } from './campaign-news.fragment.js';
import { NewsText } from './news-text.js';
import { OlderNewsQuery } from './older-news.query.js';
import './news.css';

/** So many stand on the page; the rest comes on request. */
const SHOWN = 3;

interface NewsListProps {
  slug: string;
  campaign: FragmentOf<typeof CampaignNews>;
  onSubscribe: () => void;
}

/** What has happened in a campaign, newest first, and the way to be told by e-mail. */
export function NewsList({ slug, campaign, onSubscribe }: NewsListProps) {
  const { t } = useTranslation(['news', 'common']);
  const client = useClient();
  const first = readFragment(CampaignNews, campaign).news;
  const [all, setAll] = useState<typeof first | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const items = all ?? first.slice(0, SHOWN);
  const showAll = async (): Promise<void> => {
    setFault(null);
    const { data, error } = await client.query(OlderNewsQuery, { slug }).toPromise();
    if (data?.campaign) setAll(data.campaign.news);
    else setFault(error ? apiFaultOf(error) : 'not_found');
  };
  return (
    <section>
      <h2 className="section-title">{t('title')}</h2>
      {items.length === 0 ? (
        <p className="muted small">{t('none')}</p>
      ) : (
        <ol className="news-list">
          {items.map((item) => (
            <NewsRow key={item.id} slug={slug} item={item} />
          ))}
        </ol>
      )}
      {fault ? <FaultNotice fault={fault} onRetry={() => void showAll()} urgent /> : null}
      {all === null && first.length > SHOWN && !fault ? (
        <button type="button" className="link small news-more" onClick={() => void showAll()}>
          {t('all')}
        </button>
      ) : null}
      <button type="button" className="button quiet compact" aria-haspopup="dialog" onClick={onSubscribe}>
        {t('topic.CAMPAIGN.action')}
      </button>
    </section>
  );
}

function NewsRow({ slug, item }: { slug: string; item: ResultOf<typeof CampaignNews>['news'][number] }) {
  const { t } = useTranslation('news');
  const { id, title, text, publishedAt, corrects } = item;
  return (
    <li>
      <h3>
        <Link to={`/c/${slug}/news/${id}`}>{title}</Link>
      </h3>
      <time className="tiny muted num" dateTime={publishedAt}>
        {chinaDay(publishedAt)}
      </time>
      {corrects ? (
        <p className="tiny muted">
          <Link className="link" to={`/c/${slug}/news/${corrects.id}`}>
            {t('correction.line', { day: chinaDay(corrects.publishedAt) })}
          </Link>
        </p>
      ) : null}
      <NewsText text={text} />
    </li>
  );
}

/** The way to be told of a team's milestones. */
export function FollowTeam({ onFollow }: { onFollow: () => void }) {
  const { t } = useTranslation('news');
  return (
    <section className="news-follow">
      <p className="small muted">{t('topic.TEAM.why')}</p>
      <button type="button" className="button quiet compact" aria-haspopup="dialog" onClick={onFollow}>
        {t('topic.TEAM.action')}
      </button>
    </section>
  );
}

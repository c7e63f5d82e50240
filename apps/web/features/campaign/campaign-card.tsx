import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Cover } from '../../components/cover.js';
import { percentOf, ProgressLine } from '../../components/progress-line.js';
import { readFragment, type FragmentOf } from '../../lib/graphql.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import { CampaignCardParts } from './campaign.fragments.js';
import './campaign-card.css';

/** A campaign on the home page: one link, its name is the title. */
export function CampaignCard({ campaign }: { campaign: FragmentOf<typeof CampaignCardParts> }) {
  const { t } = useTranslation(['campaign', 'common']);
  const { slug, title, summary, coverUrl, coverSrcset, state, target, daysLeft, charity, progress } = readFragment(
    CampaignCardParts,
    campaign,
  );
  const raised = fenOf(progress.raised);
  const whole = fenOf(target);
  return (
    <article className="card campaign-card">
      <Cover url={coverUrl} srcset={coverSrcset} />
      <h3>
        <Link to={`/c/${slug}`}>{title}</Link>
      </h3>
      <p className="small muted">{charity.name}</p>
      <p>{summary}</p>
      <div>
        <ProgressLine part={raised} whole={whole} label={t('raised.progress', { percent: percentOf(raised, whole) })} />
        <p className="campaign-card-facts num">
          <b>{formatYuan(raised)}</b>
          <span className="small muted">
            {t('raised.giftCount', { count: progress.gifts, shown: formatCount(progress.gifts) })}
          </span>
          {state === 'LIVE' ? (
            <span className="small muted">
              {daysLeft === 0 ? t('raised.lastDay') : t('raised.daysLeft', { count: daysLeft })}
            </span>
          ) : (
            <span className="pill">{t(`common:campaignState.${state}`)}</span>
          )}
        </p>
      </div>
    </article>
  );
}

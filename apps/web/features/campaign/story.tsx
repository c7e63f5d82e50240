import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentOf } from '../../lib/graphql.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import { CampaignStoryParts } from './campaign.fragments.js';
import './story.css';

type StoryProps = { campaign: FragmentOf<typeof CampaignStoryParts> };

/** The story in plain paragraphs: words of the federation, never of an identifiable family. */
export function Story({ campaign }: StoryProps) {
  const { t } = useTranslation(['campaign', 'common']);
  const { story } = readFragment(CampaignStoryParts, campaign);
  if (story.length === 0) return null;
  return (
    <section className="story">
      <h2>{t('story.title')}</h2>
      {story.map((paragraph, index) => (
        <p key={index}>{paragraph}</p>
      ))}
    </section>
  );
}

/** Teams by number of gifts, without names of givers. */
export function TeamList({ campaign }: StoryProps) {
  const { t } = useTranslation(['campaign', 'common']);
  const { teams } = readFragment(CampaignStoryParts, campaign);
  if (teams.length === 0) return null;
  return (
    <section>
      <h2 className="section-title">
        {t('teams.title')} <small>{t('teams.order')}</small>
      </h2>
      <ol className="card team-list">
        {[...teams]
          .sort((a, b) => b.gifts - a.gifts)
          .map((team, index) => (
            <li key={team.id}>
              <span className="team-rank num">{index + 1}</span>
              <div>
                <b>{team.name}</b>
                <div className="tiny muted num">
                  {t('raised.giftCount', { count: team.gifts, shown: formatCount(team.gifts) })}
                  {' · '}
                  {team.region?.shortName ?? t('common:provincePool')}
                </div>
              </div>
              <span className="num">{formatYuan(fenOf(team.raised))}</span>
            </li>
          ))}
      </ol>
    </section>
  );
}

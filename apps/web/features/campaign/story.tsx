import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentOf } from '../../lib/graphql.js';
import { CampaignStoryParts } from './campaign.fragments.js';
import './story.css';

type StoryProps = { campaign: FragmentOf<typeof CampaignStoryParts> };

/** The story in plain paragraphs: words of the federation, never of an identifiable family. */
export function Story({ campaign }: StoryProps) {
  const { t } = useTranslation('campaign');
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

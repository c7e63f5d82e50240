import { graphql } from '../../lib/graphql.js';

/** The newest news of a campaign. */
export const CampaignNews = graphql(`
  fragment CampaignNews on Campaign {
    id
    news(first: 4) {
      id
      title
      text
      publishedAt
      corrects {
        id
        publishedAt
      }
    }
  }
`);

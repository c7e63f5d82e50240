import { CampaignCardParts } from '../../features/campaign/index.js';
import { graphql, type VariablesOf } from '../../lib/graphql.js';

/** Public campaigns, narrowed by the page's address, and the cities to narrow by. */
export const CampaignsPageQuery = graphql(
  `
    query CampaignsPage($filter: CampaignFilter!, $after: String) {
      campaigns(first: 20, after: $after, filter: $filter) {
        edges {
          node {
            id
            ...CampaignCardParts
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      regions {
        code
        name
      }
    }
  `,
  [CampaignCardParts],
);

/** Words in the address, and what they ask for. */
export const CAMPAIGN_STATES = { live: ['LIVE', 'PAUSED'], over: ['ENDED', 'SETTLED'] } as const;
export type StateWord = keyof typeof CAMPAIGN_STATES;

export const isStateWord = (word: string): word is StateWord => word in CAMPAIGN_STATES;

/** What the address asks for; server and browser must come to the same, or the browser asks again. */
export function campaignsVariables(search: URLSearchParams): VariablesOf<typeof CampaignsPageQuery> {
  const state = search.get('state') ?? '';
  return {
    filter: {
      text: (search.get('q') ?? '').trim().slice(0, 60) || null,
      states: isStateWord(state) ? [...CAMPAIGN_STATES[state]] : null,
      regionCode: search.get('city') || null,
    },
    after: search.get('after') || null,
  };
}

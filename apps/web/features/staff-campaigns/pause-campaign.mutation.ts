import { graphql } from '../../lib/graphql.js';
import { ChangeAnswer } from './change-answer.fragment.js';

/** Stops taking gifts for now. */
export const PauseCampaignMutation = graphql(
  `
    mutation PauseCampaign($id: ID!, $reason: String!) {
      result: pauseCampaign(id: $id, reason: $reason) {
        ...ChangeAnswer
      }
    }
  `,
  [ChangeAnswer],
);

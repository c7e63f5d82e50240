import { graphql } from '../../lib/graphql.js';
import { ChangeAnswer } from './change-answer.fragment.js';

/** Sends a draft to review. */
export const SubmitCampaignMutation = graphql(
  `
    mutation SubmitCampaign($id: ID!) {
      result: submitCampaign(id: $id) {
        ...ChangeAnswer
      }
    }
  `,
  [ChangeAnswer],
);

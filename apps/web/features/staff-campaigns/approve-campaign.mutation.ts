import { graphql } from '../../lib/graphql.js';
import { ChangeAnswer } from './change-answer.fragment.js';

/** Approves what another person sent. */
export const ApproveCampaignMutation = graphql(
  `
    mutation ApproveCampaign($id: ID!, $reason: String!) {
      result: approveCampaign(id: $id, reason: $reason) {
        ...ChangeAnswer
      }
    }
  `,
  [ChangeAnswer],
);

import { graphql } from '../../lib/graphql.js';
import { ChangeAnswer } from './change-answer.fragment.js';

/** Sends a campaign back with a reason. */
export const RejectCampaignMutation = graphql(
  `
    mutation RejectCampaign($id: ID!, $reason: String!) {
      result: rejectCampaign(id: $id, reason: $reason) {
        ...ChangeAnswer
      }
    }
  `,
  [ChangeAnswer],
);

import { graphql } from '../../lib/graphql.js';
import { ChangeAnswer } from './change-answer.fragment.js';

/** Takes gifts again. */
export const ResumeCampaignMutation = graphql(
  `
    mutation ResumeCampaign($id: ID!, $reason: String!) {
      result: resumeCampaign(id: $id, reason: $reason) {
        ...ChangeAnswer
      }
    }
  `,
  [ChangeAnswer],
);

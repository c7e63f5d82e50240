import { graphql } from '../../lib/graphql.js';

/** Changes a draft, or one that was sent back. */
export const UpdateCampaignMutation = graphql(`
  mutation UpdateCampaign($id: ID!, $input: CampaignInput!) {
    result: updateCampaign(id: $id, input: $input) {
      __typename
      ... on Campaign {
        id
        state
      }
      ... on UserError {
        code
        message
      }
      ... on FieldRejectedError {
        field
      }
    }
  }
`);

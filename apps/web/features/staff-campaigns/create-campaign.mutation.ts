import { graphql } from '../../lib/graphql.js';

/** Makes a draft. */
export const CreateCampaignMutation = graphql(`
  mutation CreateCampaign($input: CampaignInput!) {
    result: createCampaign(input: $input) {
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

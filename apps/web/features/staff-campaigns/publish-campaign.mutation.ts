import { graphql } from '../../lib/graphql.js';
import { ChangeAnswer } from './change-answer.fragment.js';

/** Opens an approved campaign for gifts, through the publish gate. */
export const PublishCampaignMutation = graphql(
  `
    mutation PublishCampaign($id: ID!) {
      result: publishCampaign(id: $id) {
        ...ChangeAnswer
      }
    }
  `,
  [ChangeAnswer],
);

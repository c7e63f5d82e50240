import { graphql, type ResultOf } from '../../lib/graphql.js';

/** What every change of a campaign's state answers with. */
export const ChangeAnswer = graphql(`
  fragment ChangeAnswer on ChangeCampaignResult @_unmask {
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
    ... on PublishGateClosedError {
      faults {
        code
        message
      }
    }
  }
`);

export type ChangeAnswerParts = ResultOf<typeof ChangeAnswer>;

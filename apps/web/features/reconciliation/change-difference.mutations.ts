import { graphql, type ResultOf } from '../../lib/graphql.js';

/** What every step of a difference answers with. */
const DifferenceAnswer = graphql(`
  fragment DifferenceAnswer on ChangeDifferenceResult @_unmask {
    __typename
    ... on Difference {
      id
      state
    }
    ... on UserError {
      code
      message
    }
  }
`);

export type DifferenceAnswerParts = ResultOf<typeof DifferenceAnswer>;

/** Asks for what is proposed. */
export const ActOnDifferenceMutation = graphql(
  `
    mutation ActOnDifference($id: ID!) {
      result: actOnDifference(id: $id) {
        ...DifferenceAnswer
      }
    }
  `,
  [DifferenceAnswer],
);

/** Says why it is as it is. */
export const ExplainDifferenceMutation = graphql(
  `
    mutation ExplainDifference($id: ID!, $reason: String!) {
      result: explainDifference(id: $id, reason: $reason) {
        ...DifferenceAnswer
      }
    }
  `,
  [DifferenceAnswer],
);

/** Agrees as a second person. */
export const AgreeToWriteOffMutation = graphql(
  `
    mutation AgreeToWriteOff($id: ID!, $reason: String!) {
      result: agreeToWriteOff(id: $id, reason: $reason) {
        ...DifferenceAnswer
      }
    }
  `,
  [DifferenceAnswer],
);

/** Opens it again. */
export const ReopenDifferenceMutation = graphql(
  `
    mutation ReopenDifference($id: ID!, $reason: String!) {
      result: reopenDifference(id: $id, reason: $reason) {
        ...DifferenceAnswer
      }
    }
  `,
  [DifferenceAnswer],
);

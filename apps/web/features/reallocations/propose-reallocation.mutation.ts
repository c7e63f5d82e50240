import { graphql } from '../../lib/graphql.js';
import { ReallocationAnswer } from './change-answer.fragment.js';

/** Proposes what was previewed. */
export const ProposeReallocationMutation = graphql(
  `
    mutation ProposeReallocation(
      $id: ID!
      $input: ReallocationInput!
      $hash: String!
      $note: String!
      $reason: String!
    ) {
      result: proposeReallocation(id: $id, input: $input, hash: $hash, note: $note, reason: $reason) {
        ...ReallocationAnswer
      }
    }
  `,
  [ReallocationAnswer],
);

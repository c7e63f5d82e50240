import { graphql } from '../../lib/graphql.js';
import { ReallocationAnswer } from './change-answer.fragment.js';

/** Refuses what was proposed, or takes it back. */
export const RejectReallocationMutation = graphql(
  `
    mutation RejectReallocation($id: ID!, $reason: String!) {
      result: rejectReallocation(id: $id, reason: $reason) {
        ...ReallocationAnswer
      }
    }
  `,
  [ReallocationAnswer],
);

import { graphql } from '../../lib/graphql.js';
import { ReallocationAnswer } from './change-answer.fragment.js';

/** Agrees to what was seen. */
export const ApproveReallocationMutation = graphql(
  `
    mutation ApproveReallocation($id: ID!, $hash: String!, $reason: String!) {
      result: approveReallocation(id: $id, hash: $hash, reason: $reason) {
        ...ReallocationAnswer
      }
    }
  `,
  [ReallocationAnswer],
);

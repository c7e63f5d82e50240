import { graphql } from '../../lib/graphql.js';
import { ReallocationAnswer } from './change-answer.fragment.js';

/** Tries again to post what waits. */
export const ContinueReallocationMutation = graphql(
  `
    mutation ContinueReallocation($id: ID!) {
      result: continueReallocation(id: $id) {
        ...ReallocationAnswer
      }
    }
  `,
  [ReallocationAnswer],
);

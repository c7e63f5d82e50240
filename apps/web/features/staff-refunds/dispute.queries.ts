import { graphql, type ResultOf } from '../../lib/graphql.js';
import { EvidenceFileParts } from './evidence-files.fragment.js';

/** Disputes, newest first. */
export const StaffDisputesQuery = graphql(`
  query StaffDisputes($after: String, $undecided: Boolean!) {
    disputes(first: 20, after: $after, undecided: $undecided) {
      edges {
        node {
          id
          state
          amount
          reasonText
          openedAt
          evidenceDueAt
          answer
          pledge {
            id
            campaign {
              id
              title
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
export type DisputeRow = ResultOf<typeof StaffDisputesQuery>['disputes']['edges'][number]['node'];

/** One of them, whole. */
export const StaffDisputeQuery = graphql(
  `
    query StaffDispute($id: ID!) {
      dispute(id: $id) {
        id
        state
        amount
        reasonText
        openedAt
        evidenceDueAt
        evidenceFiles {
          ...EvidenceFileParts
        }
        submissions
        answer
        answeredAt
        answeredBy
        answerSentAt
        failureText
        carriedByPool
        evidence {
          statement
          serviceDate
          documentation
        }
        movements {
          id
          amount
          fee
          occurredAt
        }
        history {
          to
          actor
          reason
          at
        }
        pledge {
          id
          amount
          displayName
          paidAt
          campaign {
            id
            title
          }
        }
      }
    }
  `,
  [EvidenceFileParts],
);
export type DisputeParts = NonNullable<ResultOf<typeof StaffDisputeQuery>['dispute']>;

const DisputeAnswerFields = graphql(`
  fragment DisputeAnswerFields on AnswerDisputeResult @_unmask {
    __typename
    ... on Dispute {
      id
      state
    }
    ... on UserError {
      code
      message
    }
  }
`);

export const DefendDisputeMutation = graphql(
  `
    mutation DefendDispute($id: ID!, $input: DefendDisputeInput!) {
      result: defendDispute(id: $id, input: $input) {
        ...DisputeAnswerFields
      }
    }
  `,
  [DisputeAnswerFields],
);

export const AcceptDisputeMutation = graphql(
  `
    mutation AcceptDispute($id: ID!) {
      result: acceptDispute(id: $id) {
        ...DisputeAnswerFields
      }
    }
  `,
  [DisputeAnswerFields],
);

import { graphql, type ResultOf } from '../../lib/graphql.js';
import { EvidenceFileParts } from './evidence-files.fragment.js';

/** A refund as its page shows it. */
export const StaffRefund = graphql(
  `
    fragment StaffRefund on Refund @_unmask {
      id
      state
      origin
      amount
      reasonText
      reasonCode
      donorWords
      reason
      evidence
      evidenceFiles {
        ...EvidenceFileParts
      }
      answer
      createdAt
      proposedBy
      proposedAt
      approvedBy
      approvedAt
      isOwn
      failureText
      providerRefundId
      carriedByPool
      postingId
      pledge {
        id
        amount
        state
        displayName
        campaign {
          id
          title
        }
        refundable {
          left
          until
          obstacle
        }
      }
      history {
        to
        actor
        reason
        at
      }
    }
  `,
  [EvidenceFileParts],
);
export type RefundParts = ResultOf<typeof StaffRefund>;

export const StaffRefundQuery = graphql(
  `
    query StaffRefund($id: ID!) {
      refund(id: $id) {
        ...StaffRefund
      }
    }
  `,
  [StaffRefund],
);

/** Refunds, newest first, with what waits. */
export const StaffRefundsQuery = graphql(`
  query StaffRefunds($after: String, $filter: RefundFilter) {
    refundCounts {
      requested
      proposed
      failed
      openDisputes
    }
    refunds(first: 20, after: $after, filter: $filter) {
      edges {
        node {
          id
          state
          origin
          amount
          reasonText
          createdAt
          proposedBy
          isOwn
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
export type RefundRow = ResultOf<typeof StaffRefundsQuery>['refunds']['edges'][number]['node'];

/** The gift a refund is proposed of. */
export const RefundPledgeQuery = graphql(`
  query RefundPledge($id: ID!) {
    pledge(id: $id) {
      id
      amount
      displayName
      paidAt
      campaign {
        id
        title
      }
      refundable {
        returned
        reserved
        left
        until
        obstacle
      }
    }
  }
`);

/** What it would take, city by city. */
export const PreviewRefundMutation = graphql(`
  mutation PreviewRefund($pledgeId: ID!, $id: ID!, $amount: Fen!) {
    result: previewRefund(pledgeId: $pledgeId, id: $id, amount: $amount) {
      __typename
      ... on RefundPreview {
        amount
        left
        management
        covered
        cities {
          orgUnit {
            id
            region {
              shortName
            }
          }
          left
          taken
          held
          carriedByPool
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);
export type PreviewParts = Extract<ResultOf<typeof PreviewRefundMutation>['result'], { __typename: 'RefundPreview' }>;

const RefundAnswer = graphql(`
  fragment RefundAnswer on ChangeRefundResult @_unmask {
    __typename
    ... on Refund {
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
`);
export type RefundAnswerParts = ResultOf<typeof RefundAnswer>;

export const ProposeRefundMutation = graphql(
  `
    mutation ProposeRefund($input: ProposeRefundInput!) {
      result: proposeRefund(input: $input) {
        ...RefundAnswer
      }
    }
  `,
  [RefundAnswer],
);

export const ApproveRefundMutation = graphql(
  `
    mutation ApproveRefund($id: ID!, $amount: Fen!, $reason: String!) {
      result: approveRefund(id: $id, amount: $amount, reason: $reason) {
        ...RefundAnswer
      }
    }
  `,
  [RefundAnswer],
);

export const RejectRefundMutation = graphql(
  `
    mutation RejectRefund($id: ID!, $answer: String!) {
      result: rejectRefund(id: $id, answer: $answer) {
        ...RefundAnswer
      }
    }
  `,
  [RefundAnswer],
);

import { graphql } from '../../lib/graphql.js';

/** Everything the page of a gift tells. */
export const PledgeParts = graphql(`
  fragment PledgeParts on Pledge @_unmask {
    id
    amount
    state
    displayName
    honour {
      kind
      name
    }
    createdAt
    paidAt
    paymentMethod
    heldPayments {
      amount
      state
      message
    }
    campaign {
      id
      slug
      title
      charity {
        name
      }
    }
    failure {
      code
      message
    }
    designation {
      kind
      region {
        name
      }
    }
    allocation {
      state
      postedAt
      position
      batchNumber
      paymentFee
      rule {
        version
        summary
        effectiveFrom
        approvals
      }
      lines {
        amount
        source
        reason
        arithmetic
        title
        state
        standing
        parts {
          state
          amount
        }
        orgUnit {
          id
          region {
            shortName
          }
        }
      }
      charges {
        title
        amount
        reason
        arithmetic
      }
      changes {
        text
        occurredAt
        position
      }
    }
    returned
    refunds {
      id
      state
      amount
      answer
      next
      reasonText
      changedAt
    }
    refundable {
      left
      until
      coolingOffUntil
      obstacle
    }
    disputes {
      id
      state
      amount
      openedAt
    }
    certificateUrl
    receipts {
      number
      kind
      amount
      standing
      downloadUrl
    }
    monthlyGift {
      id
      manageUrl
    }
    receipt {
      number
      issuedAt
      downloadUrl
      checkFileUrl
      mail
    }
  }
`);

/** A donor's own gift: by cookie, or by the token of a signed link. */
export const PledgeQuery = graphql(
  `
    query Pledge($id: ID!, $accessToken: String) {
      pledge(id: $id, accessToken: $accessToken) {
        ...PledgeParts
      }
    }
  `,
  [PledgeParts],
);

/** The same, told by the server whenever it changes. */
export const PledgeTraceSubscription = graphql(
  `
    subscription PledgeTrace($id: ID!, $accessToken: String) {
      pledge: pledgeTrace(id: $id, accessToken: $accessToken) {
        ...PledgeParts
      }
    }
  `,
  [PledgeParts],
);

import { graphql } from '../../lib/graphql.js';

/** A donor's own gift: by cookie, or by the token of a signed link. */
export const PledgeQuery = graphql(`
  query Pledge($id: ID!, $accessToken: String) {
    pledge(id: $id, accessToken: $accessToken) {
      id
      amount
      state
      displayName
      createdAt
      paidAt
      checkoutUrl
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
          orgUnit {
            id
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
  }
`);

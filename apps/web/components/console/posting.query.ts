import { graphql } from '../../lib/graphql.js';

/** One gift or transfer with everything that stands behind it. */
export const PostingQuery = graphql(`
  query Posting($id: ID!) {
    posting(id: $id) {
      id
      event
      occurredAt
      bookedAt
      batchNumber
      position
      lines {
        account {
          id
          code
          name
          of
        }
        debit
        credit
      }
      rule {
        id
        version
        summary
        effectiveFrom
      }
      inputs {
        city
        weight
      }
      totalWeight
      managementBp
      feeCarrier
      proposedBy
      approvedBy
      note
      giftPledgeId
      document
      links {
        id
        relation
        event
        position
      }
    }
  }
`);

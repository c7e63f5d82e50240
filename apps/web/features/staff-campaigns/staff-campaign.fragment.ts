import { graphql, type ResultOf } from '../../lib/graphql.js';

/** A campaign as staff see it. */
export const StaffCampaign = graphql(`
  fragment StaffCampaign on Campaign @_unmask {
    id
    slug
    title
    summary
    story
    coverUrl
    state
    target
    startsAt
    endsAt
    progress {
      raised
      gifts
    }
    plan {
      purpose
      beneficiaries
      useOfFunds
      cost
      leftovers
      responsiblePerson
      filingNumber
      filedOn
      windowStart
      windowEnd
      regionCodes
    }
    history {
      from
      to
      actor
      reason
      at
    }
    publishGate {
      code
      message
    }
  }
`);

export type StaffCampaignParts = ResultOf<typeof StaffCampaign>;

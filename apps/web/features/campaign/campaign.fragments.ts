import { graphql } from '../../lib/graphql.js';

/** What moves while people give: asked for again every few seconds. */
export const CampaignTotals = graphql(`
  fragment CampaignTotals on Campaign {
    state
    target
    daysLeft
    progress {
      raised
      gifts
      asOf
      asOfPosition
    }
    cities {
      region {
        code
        name
        shortName
      }
      orgUnit {
        id
        name
      }
      raised
      direct
      pool
      row
      column
    }
  }
`);

export const WallPage = graphql(`
  fragment WallPage on WallEntryConnection {
    edges {
      cursor
      node {
        id
        displayName
        amount
        message
        honour {
          kind
          name
        }
        paidAt
        designation {
          kind
          region {
            shortName
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

export const CampaignHeadParts = graphql(`
  fragment CampaignHeadParts on Campaign {
    slug
    title
    summary
    coverUrl
    coverSrcset
    charity {
      name
    }
    plan {
      filingNumber
    }
  }
`);

export const CampaignStoryParts = graphql(`
  fragment CampaignStoryParts on Campaign {
    slug
    story
    rule {
      version
      summary
      effectiveFrom
      approvals
    }
  }
`);

export const FilingParts = graphql(`
  fragment FilingParts on Campaign {
    slug
    title
    charity {
      name
      creditCode
      certificateNumber
      certificateValidUntil
      address
      phone
      email
    }
    plan {
      purpose
      beneficiaries
      useOfFunds
      cost
      leftovers
      responsiblePerson
      bankAccount
      filingNumber
      filedOn
      windowStart
      windowEnd
      regionCodes
    }
    cities {
      region {
        code
        name
      }
    }
  }
`);

export const CampaignCardParts = graphql(`
  fragment CampaignCardParts on Campaign {
    slug
    title
    summary
    coverUrl
    coverSrcset
    state
    target
    daysLeft
    charity {
      name
    }
    progress {
      raised
      gifts
    }
  }
`);

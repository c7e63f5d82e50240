import { graphql } from '../../lib/graphql.js';

/** A gift in the donor's own list. */
export const OwnGift = graphql(`
  fragment OwnGift on Pledge {
    id
    amount
    returned
    state
    createdAt
    paidAt
    pageUrl
    campaign {
      title
    }
    designation {
      region {
        name
      }
    }
    certificateUrl
    receipt {
      number
      downloadUrl
    }
    honour {
      kind
      name
    }
  }
`);

/** A page of the donor's gifts. */
export const OwnGiftsPage = graphql(
  `
    fragment OwnGiftsPage on OwnGiftConnection {
      edges {
        node {
          id
          ...OwnGift
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  `,
  [OwnGift],
);

import { graphql } from '../../lib/graphql.js';

/** What the form to open a team needs to know; it also brings the visitor's cookie before anything is sent. */
export const OpenTeamPageQuery = graphql(`
  query OpenTeamPage($slug: String!, $parentId: ID!) {
    viewer {
      id
      hasEmail
    }
    teamReview
    campaign(slug: $slug) {
      id
      slug
      title
      state
      cities {
        region {
          code
          name
        }
      }
    }
    team(id: $parentId) {
      id
      name
      state
      campaign {
        id
      }
      region {
        code
      }
    }
  }
`);

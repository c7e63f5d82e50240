import { graphql } from '../../lib/graphql.js';

/** Whose teams they are; the teams themselves are asked for by what is searched. */
export const TeamsPageQuery = graphql(`
  query TeamsPage($slug: String!) {
    campaign(slug: $slug) {
      id
      slug
      title
      state
      coverUrl
      teamCounts {
        teams
        squads
      }
    }
  }
`);

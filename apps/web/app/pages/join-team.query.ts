import { graphql } from '../../lib/graphql.js';

/** Which team somebody is invited to lead along; it also brings the visitor's cookie before anything is sent. */
export const JoinTeamPageQuery = graphql(`
  query JoinTeamPage($id: ID!) {
    viewer {
      id
      hasEmail
    }
    team(id: $id) {
      id
      name
      campaign {
        title
      }
    }
  }
`);

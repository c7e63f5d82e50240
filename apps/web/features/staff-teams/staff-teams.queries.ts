import { graphql, type ResultOf } from '../../lib/graphql.js';

/** A team as staff see it. */
export const StaffTeam = graphql(`
  fragment StaffTeam on Team @_unmask {
    id
    name
    slogan
    kind
    state
    raised
    gifts
    pictureUrl
    createdAt
    overBecause
    region {
      shortName
    }
    parent {
      name
    }
    campaign {
      slug
      title
    }
    waiting {
      name
      slogan
      pictureUrl
      since
    }
    concerns {
      id
      message
      answerDueOn
      createdAt
    }
    history {
      to
      actor
      reason
      at
    }
  }
`);

export type StaffTeamParts = ResultOf<typeof StaffTeam>;

export const StaffTeamsQuery = graphql(
  `
    query StaffTeams($after: String, $state: TeamState, $waiting: Boolean!) {
      staffTeams(first: 20, after: $after, state: $state, waiting: $waiting) {
        edges {
          node {
            ...StaffTeam
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [StaffTeam],
);

export const ReviewTeamMutation = graphql(
  `
    mutation ReviewTeam($id: ID!, $approve: Boolean!, $reason: String!) {
      result: reviewTeam(id: $id, approve: $approve, reason: $reason) {
        __typename
        ... on Team {
          ...StaffTeam
        }
        ... on UserError {
          code
          message
        }
      }
    }
  `,
  [StaffTeam],
);

export const TakeDownTeamMutation = graphql(
  `
    mutation TakeDownTeam($id: ID!, $reason: String!) {
      result: takeDownTeam(id: $id, reason: $reason) {
        __typename
        ... on Team {
          ...StaffTeam
        }
        ... on UserError {
          code
          message
        }
      }
    }
  `,
  [StaffTeam],
);

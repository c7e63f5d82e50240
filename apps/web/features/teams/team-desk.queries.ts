import { graphql, type ResultOf } from '../../lib/graphql.js';

/** A team as those who lead it see it: totals, never who gave what. */
export const TeamDeskQuery = graphql(`
  query TeamDesk($id: ID!, $token: String) {
    teamDesk(id: $id, accessToken: $token) {
      role
      leaders {
        id
        nickname
        role
        isYou
      }
      team {
        id
        name
        slogan
        state
        target
        raised
        gifts
        ownRaised
        pictureUrl
        overBecause
        waiting {
          name
          slogan
          pictureUrl
        }
        history {
          to
          actor
          reason
          at
        }
        campaign {
          id
          slug
          title
        }
      }
    }
  }
`);

export type TeamDeskParts = NonNullable<ResultOf<typeof TeamDeskQuery>['teamDesk']>;

export const EditTeamMutation = graphql(`
  mutation EditTeam($id: ID!, $token: String, $input: EditTeamInput!) {
    result: editTeam(id: $id, accessToken: $token, input: $input) {
      __typename
      ... on UserError {
        code
        message
      }
      ... on FieldRejectedError {
        field
      }
    }
  }
`);

export const InviteCoCaptainMutation = graphql(`
  mutation InviteCoCaptain($id: ID!, $token: String) {
    result: inviteCoCaptain(id: $id, accessToken: $token) {
      __typename
      ... on TeamInvitation {
        url
        expiresAt
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

export const HandOverTeamMutation = graphql(`
  mutation HandOverTeam($id: ID!, $token: String, $leaderId: ID!) {
    result: handOverTeam(id: $id, accessToken: $token, leaderId: $leaderId) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`);

export const CloseTeamMutation = graphql(`
  mutation CloseTeam($id: ID!, $token: String, $reason: String!) {
    result: closeTeam(id: $id, accessToken: $token, reason: $reason) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`);

export const AcceptCoCaptainMutation = graphql(`
  mutation AcceptCoCaptain($teamId: ID!, $invitation: String!, $nickname: String!, $email: String) {
    result: acceptCoCaptain(teamId: $teamId, invitation: $invitation, nickname: $nickname, email: $email) {
      __typename
      ... on OpenedTeam {
        deskUrl
      }
      ... on UserError {
        code
        message
      }
      ... on FieldRejectedError {
        field
      }
    }
  }
`);

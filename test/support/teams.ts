import { SystemIds } from '#kernel';
import type { GraphClient } from '../../apps/visitor/graph.client.js';

const ids = new SystemIds();

/** Any member of an answer about a team. */
export interface TeamAnswer {
  __typename: string;
  deskUrl?: string;
  url?: string;
  code?: string;
  message?: string;
  field?: string;
  team?: { id: string; state: string; name: string };
}

const REFUSAL = '... on UserError { code message } ... on FieldRejectedError { field }';

/** What somebody might fill in; `change` says what is different. */
export function teamWish(campaign: { id: string }, change: Record<string, unknown> = {}): Record<string, unknown> {
  const id = ids.next('team');
  return {
    id,
    campaignId: campaign.id,
    kind: 'FRIENDS',
    name: `示例战队 ${id.slice(-6)}`,
    slogan: '一起，让她更有底气',
    nickname: '小满',
    email: 'captain@example.org',
    ...change,
  };
}

export async function openTeam(client: GraphClient, input: Record<string, unknown>): Promise<TeamAnswer> {
  const { result } = await client.ask<{ result: TeamAnswer }>(
    `mutation O($input: OpenTeamInput!) { result: openTeam(input: $input) {
       __typename ... on OpenedTeam { deskUrl team { id state name } } ${REFUSAL} } }`,
    { input },
  );
  return result;
}

/** A team with the token of its captain's link. @throws Error when it was refused */
export async function openedTeam(
  client: GraphClient,
  input: Record<string, unknown>,
): Promise<{ id: string; token: string }> {
  const answer = await openTeam(client, input);
  const token = new URL(answer.deskUrl ?? 'http://none').searchParams.get('token');
  if (!answer.team || !token) throw new Error(`the team was refused: ${JSON.stringify(answer)}`);
  return { id: answer.team.id, token };
}

/** Any step of a leader or of staff, by its name. */
export async function teamStep(
  client: GraphClient,
  step: string,
  variables: Record<string, unknown>,
): Promise<TeamAnswer> {
  const types: Record<string, string> = {
    id: 'ID!',
    teamId: 'ID!',
    accessToken: 'String',
    input: step === 'editTeam' ? 'EditTeamInput!' : 'ReportTeamInput!',
    leaderId: 'ID!',
    reason: 'String!',
    approve: 'Boolean!',
    invitation: 'String!',
    nickname: 'String!',
    email: 'String',
  };
  const names = Object.keys(variables);
  const declared = names.map((name) => `$${name}: ${types[name] ?? ''}`).join(', ');
  const given = names.map((name) => `${name}: $${name}`).join(', ');
  const more = step === 'inviteCoCaptain' ? '... on TeamInvitation { url }' : '';
  const opened = step === 'acceptCoCaptain' ? '... on OpenedTeam { deskUrl team { id state name } }' : '';
  const { result } = await client.ask<{ result: TeamAnswer }>(
    `mutation S(${declared}) { result: ${step}(${given}) { __typename ${more} ${opened}
       ${step === 'inviteCoCaptain' || step === 'handOverTeam' ? '... on UserError { code message }' : REFUSAL} } }`,
    variables,
  );
  return result;
}

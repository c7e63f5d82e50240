import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import { payFast, pledge, seeUntil } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, createPledge, wishFor } from '../support/gifts.js';
import { lettersTo, signInAsDonor } from '../support/donors.js';
import { readCode } from '../support/code.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import { openedTeam, openTeam, teamStep, teamWish } from '../support/teams.js';

jest.setTimeout(120_000);

const TEAM = `query T($id: ID!) { team(id: $id) { name slogan state raised gifts ownRaised ownGifts overBecause pictureUrl
  parent { id } squads { id raised } region { code } campaign { progress { raised gifts } } } }`;

interface TeamSeen {
  name: string;
  slogan: string;
  state: string;
  raised: string;
  gifts: number;
  ownRaised: string;
  overBecause: string | null;
  pictureUrl: string | null;
  squads: { id: string; raised: string }[];
  campaign: { progress: { raised: string; gifts: number } };
}

let installation: Installation;
let campaign: ExampleCampaign;
let captain: GraphClient;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
  captain = installation.visitor();
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

const seen = async (id: string): Promise<TeamSeen | null> =>
  (await installation.visitor().ask<{ team: TeamSeen | null }>(TEAM, { id })).team;

async function give(teamId: string, amount: string): Promise<void> {
  const donor = installation.visitor();
  const wish = wishFor(campaign, { amount, teamId });
  await payFast(await pledge(donor, wish), CARDS.good);
  await seeUntil(donor, wish.id, ({ allocation }) => allocation.state === 'POSTED');
}

describe('a team', () => {
  test('is opened by anybody; gifts in the name of a squad are the squad’s, the team’s and the campaign’s', async () => {
    const team = await openedTeam(
      captain,
      teamWish(campaign, { kind: 'CITY', regionCode: '430900', target: '500000' }),
    );
    const squad = await openedTeam(captain, teamWish(campaign, { parentId: team.id }));
    await give(squad.id, '6600');
    await give(team.id, '10000');
    const shown = await seen(team.id);
    expect(shown).toMatchObject({
      state: 'PUBLIC',
      raised: '16600',
      gifts: 2,
      ownRaised: '10000',
      squads: [{ id: squad.id, raised: '6600' }],
      campaign: { progress: { raised: '16600', gifts: 2 } },
    });
    expect(await seen(squad.id)).toMatchObject({ raised: '6600', gifts: 1 });
  });

  test('is found by a part of its name, and ranked as a unit; nobody is listed in it', async () => {
    await openedTeam(captain, teamWish(campaign, { name: '银杏树下战队' }));
    const { findTeams } = await installation
      .visitor()
      .ask<{ findTeams: { edges: { node: { name: string } }[] } }>(
        `query F($id: ID!) { findTeams(campaignId: $id, search: "银杏") { edges { node { name } } } }`,
        { id: campaign.id },
      );
    expect(findTeams.edges.map(({ node }) => node.name)).toEqual(['银杏树下战队']);
    const board = await installation
      .visitor()
      .ask<{ campaign: { byGifts: { gifts: number }[]; cities: object[] } }>(
        `{ campaign(slug: "warm-2026") { byGifts: teams(order: GIFTS, first: 5) { gifts } cities { gifts } } }`,
      );
    const gifts = board.campaign.byGifts.map((each) => each.gifts);
    expect(gifts).toEqual([...gifts].sort((a, b) => b - a));
  });

  test.each([
    ['a name of one character', { name: '一' }, 'team_name_too_short'],
    ['a link in its words', { slogan: '看 https://example.org' }, 'field_has_markup'],
    ['a name there is', { name: '益阳姐姐战队（示例）' }, 'team_name_taken'],
    ['a guest nobody can reach', { email: '' }, 'field_required'],
    ['a picture that was not sent', { pictureKey: 'team-pictures/x.webp' }, 'picture_unsupported'],
  ])('is refused with %s', async (_, change, code) => {
    expect(await openTeam(captain, teamWish(campaign, change))).toMatchObject({ code });
  });

  test('is opened by a federation in its own name', async () => {
    const federation = await installation.signIn('yiyang');
    const { id } = await openedTeam(
      federation,
      teamWish(campaign, { email: null, kind: 'CITY', regionCode: '430900' }),
    );
    const { team } = await installation
      .visitor()
      .ask<{ team: object }>('query T($id: ID!) { team(id: $id) { orgUnit { name } } }', { id });
    expect(team).toEqual({ orgUnit: { name: '益阳市妇女联合会' } });
    // Signed in, the federation needs no link.
    const desk = await federation.ask<{ teamDesk: object | null }>(
      'query D($id: ID!) { teamDesk(id: $id) { role leaders { isYou } } }',
      { id },
    );
    expect(desk.teamDesk).toEqual({ role: 'CAPTAIN', leaders: [{ isYou: true }] });
  });

  test('is opened by a donor who has signed in; the letter goes to the address of their account', async () => {
    const address = 'leading@example.org';
    const donor = await signInAsDonor(installation, address);
    expect(await donor.ask('{ viewer { hasEmail } teamReview }')).toEqual({
      viewer: { hasEmail: true },
      teamReview: 'PICTURES',
    });
    const { id, token } = await openedTeam(donor, teamWish(campaign, { email: null }));
    await installation.idle();
    const [code, letter, ...more] = lettersTo(installation, address);
    expect([code, more]).toEqual([expect.stringMatching(/\d{6}/), []]);
    expect(letter).toContain(`/teams/${id}`);
    expect(letter).toContain(token);
    const desk = await donor.ask<{ teamDesk: object }>('query D($id: ID!) { teamDesk(id: $id) { role } }', { id });
    expect(desk.teamDesk).toEqual({ role: 'CAPTAIN' });
  });
});

describe('a picture of a team', () => {
  test('waits for staff, is then shown in widths, and carries nothing of where it was taken', async () => {
    const photograph = await sharp({ create: { width: 1000, height: 600, channels: 3, background: '#2f6f4f' } })
      .withExif({ IFD3: { GPSLatitude: '28/1 0/1 0/1' } })
      .jpeg()
      .toBuffer();
    const body = Buffer.from(photograph);
    const sent = await captain.fetch('/uploads/team-pictures', {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body,
    });
    const { key, url } = (await sent.json()) as { key: string; url: string };
    const { id } = await openedTeam(captain, teamWish(campaign, { pictureKey: key }));
    expect((await seen(id))?.pictureUrl).toBeNull();
    const maker = await installation.signIn('maker');
    const { staffTeams } = await maker.ask<{ staffTeams: { edges: { node: { id: string } }[] } }>(
      '{ staffTeams(waiting: true) { edges { node { id } } } }',
    );
    expect(staffTeams.edges.map(({ node }) => node.id)).toContain(id);
    expect(await teamStep(maker, 'reviewTeam', { id, approve: true, reason: '示例：合适' })).toMatchObject({
      __typename: 'Team',
    });
    expect((await seen(id))?.pictureUrl).toBe(url);
    const shown = Buffer.from(await (await installation.visitor().fetch(url)).arrayBuffer());
    expect(await sharp(shown).metadata()).toMatchObject({ format: 'webp', width: 1000 });
    expect((await sharp(shown).metadata()).exif).toBeUndefined();
  });
});

describe('a poster', () => {
  const fetched = async (address: string): Promise<{ status: number; bytes: Buffer }> => {
    const response = await installation.visitor().fetch(address);
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  };

  test('is a picture with a code that leads to the team; the page’s preview is one as well', async () => {
    const { id } = await openedTeam(captain, teamWish(campaign));
    const address = `${installation.url}/c/warm-2026/teams/${id}`;
    const poster = await fetched(`/posters/poster/teams-${id}.png`);
    expect(await sharp(poster.bytes).metadata()).toMatchObject({ format: 'png', width: 750 });
    expect(await readCode(poster.bytes)).toBe(address);
    const english = await fetched(`/posters/code/teams-${id}.svg?lang=en`);
    expect(await readCode(await sharp(english.bytes).png().toBuffer())).toBe(
      `${installation.url}/en/c/warm-2026/teams/${id}`,
    );
    for (const page of [`/c/warm-2026/teams/${id}`, '/en/c/warm-2026']) {
      const html = (await fetched(page)).bytes.toString();
      const image = /property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? '';
      expect(image).toContain('/posters/share/');
      const shown = await fetched(image.replaceAll('&amp;', '&'));
      expect(await sharp(shown.bytes).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
    }
    const maker = await installation.signIn('maker');
    await teamStep(maker, 'takeDownTeam', { id, reason: '示例' });
    expect((await fetched(`/posters/poster/teams-${id}.png`)).status).toBe(404);
  });

  test.each(['/posters/poster/teams-x.png', '/posters/poster/campaigns-new-year.png', '/posters/other/teams-x.png'])(
    '%s is not there',
    async (address) => {
      expect((await fetched(address)).status).toBe(404);
    },
  );
});

describe('who leads a team', () => {
  test('edits, invites, hands over and closes by a link of their own; others do not', async () => {
    const { id, token } = await openedTeam(captain, teamWish(campaign));
    const stranger = installation.visitor();
    const edit = { name: '改了名的战队', slogan: '', target: null };
    const foreign = await stranger.tryAsking(
      `mutation E($id: ID!) { editTeam(id: $id, accessToken: "x", input: { name: "黑" }) { __typename } }`,
      { id },
    );
    expect(foreign.errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect(await teamStep(stranger, 'editTeam', { id, accessToken: token, input: edit })).toMatchObject({
      __typename: 'TeamDesk',
    });
    expect((await seen(id))?.name).toBe('改了名的战队');
    const { url = '' } = await teamStep(captain, 'inviteCoCaptain', { id, accessToken: token });
    const invitation = new URL(url).searchParams.get('invitation') ?? '';
    const second = { teamId: id, invitation, nickname: '立春', email: 'second@example.org' };
    const joined = await teamStep(installation.visitor(), 'acceptCoCaptain', second);
    const own = new URL(joined.deskUrl ?? '').searchParams.get('token') ?? '';
    expect(await teamStep(stranger, 'acceptCoCaptain', { ...second, nickname: '晚了' })).toMatchObject({
      code: 'team_invitation_spent',
    });
    const desk = await captain.ask<{ teamDesk: { leaders: { id: string; nickname: string }[] } }>(
      'query D($id: ID!, $token: String) { teamDesk(id: $id, accessToken: $token) { leaders { id nickname } } }',
      { id, token },
    );
    const leaderId = desk.teamDesk.leaders.find(({ nickname }) => nickname === '立春')?.id ?? '';
    await teamStep(captain, 'handOverTeam', { id, accessToken: token, leaderId });
    const late = await captain.tryAsking(
      `mutation C($id: ID!, $t: String) { closeTeam(id: $id, accessToken: $t, reason: "x") { __typename } }`,
      { id, t: token },
    );
    expect(late.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    await teamStep(captain, 'closeTeam', { id, accessToken: own, reason: '示例：活动办完了' });
    expect(await seen(id)).toMatchObject({ state: 'CLOSED', overBecause: '示例：活动办完了' });
    const { answer } = await createPledge(installation.visitor(), wishFor(campaign, { teamId: id }));
    expect(answer).toMatchObject({ __typename: 'UnknownDesignationError' });
  });

  test('sees totals only: nothing of a desk names a gift, a giver or an address', async () => {
    const { __schema } = await captain.ask<{
      __schema: { types: { name: string; fields: { name: string }[] | null }[] };
    }>('{ __schema { types { name fields { name } } } }');
    const fields = __schema.types
      .filter(({ name }) => /^Team/.test(name))
      .flatMap(({ name, fields: own }) => (own ?? []).map((field) => `${name}.${field.name}`));
    expect(fields).toContain('TeamDesk.leaders');
    expect(fields.filter((field) => /pledge|giver|donor|wall|email|members|quota/i.test(field))).toEqual([]);
  });
});

describe('a team that must not stand', () => {
  test('is reported by anybody, taken down by staff with a reason; its page says so and nothing else of it', async () => {
    const { id } = await openedTeam(captain, teamWish(campaign, { name: '每人必捐一百', slogan: '不捐的名单见群' }));
    await give(id, '2000');
    const report = await teamStep(installation.visitor(), 'reportTeam', {
      input: { teamId: id, message: '这支战队在摊派' },
    });
    expect(report.__typename).toBe('ConcernReport');
    const maker = await installation.signIn('maker');
    const found = await maker.ask<{ team: { concerns: { message: string }[] } }>(
      'query T($id: ID!) { team(id: $id) { concerns { message } } }',
      { id },
    );
    expect(found.team.concerns).toEqual([{ message: '这支战队在摊派' }]);
    await teamStep(maker, 'takeDownTeam', { id, reason: '示例：有人举报摊派，已核实' });
    expect(await seen(id)).toMatchObject({
      name: '已下架的战队',
      slogan: '',
      state: 'TAKEN_DOWN',
      raised: '2000',
      overBecause: '示例：有人举报摊派，已核实',
    });
    const page = await (await installation.visitor().fetch(`/c/warm-2026/teams/${id}`)).text();
    expect(page).toContain('示例：有人举报摊派，已核实');
    expect(page).not.toContain('每人必捐一百');
    const { answer } = await createPledge(installation.visitor(), wishFor(campaign, { teamId: id }));
    expect(answer).toMatchObject({ __typename: 'UnknownDesignationError' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CampaignsRepository } from '#campaigns';
import { FieldRejectedError, FixedClock, RequestError } from '#kernel';
import { CAMPAIGN, ids, openCampaign, person } from '../../test/support/reallocations.js';
import { openServices, type Services } from '../../test/support/services.js';
import { TeamLeadersRepository } from './team-leaders.repository.js';
import { TeamLeadersService } from './team-leaders.service.js';
import { TeamLinks } from './team-links.js';
import { TeamReviewService } from './team-review.service.js';
import type { TeamDraft } from './team-draft.js';
import { teamChecks } from './teams.checks.js';
import { InvitationSpentError, TeamNameTakenError, TeamStateError } from './teams.errors.js';
import { TeamsModule } from './teams.module.js';
import { TeamsRepository } from './teams.repository.js';
import { TeamsService, type TeamPerson } from './teams.service.js';

const PICTURE = `team-pictures/${'a'.repeat(32)}-960.webp`;
const staff = person('usr_checker', 'STAFF_CHECKER');
const clock = new FixedClock(new Date('2026-06-01T06:00:00Z'));

let services: Services;
let teams: TeamsRepository;
let service: TeamsService;
let leading: TeamLeadersService;
let review: TeamReviewService;
let links: TeamLinks;

/** The services as they are where everything a team says is checked first. */
let strict: Services;

async function opened(change: Record<string, string>): Promise<Services> {
  const made = await openServices([TeamsModule], change, teamChecks, clock);
  await openCampaign(made);
  await made.asOwner(`UPDATE campaign SET state = 'LIVE' WHERE id = $1`, [CAMPAIGN]);
  return made;
}

beforeAll(async () => {
  [services, strict] = await Promise.all([opened({}), opened({ TEAM_REVIEW: 'all' })]);
  teams = services.get(TeamsRepository);
  service = services.get(TeamsService);
  leading = services.get(TeamLeadersService);
  review = services.get(TeamReviewService);
  links = services.get(TeamLinks);
});
afterAll(async () => {
  await services?.close();
  await strict?.close();
});

let counted = 0;
const draft = (change: Partial<TeamDraft> = {}): TeamDraft => ({
  id: ids.next('team'),
  campaignId: CAMPAIGN,
  parentId: null,
  kind: 'FRIENDS',
  name: `示例战队 ${(counted += 1)}`,
  slogan: '一起，让她更有底气',
  regionCode: null,
  target: null,
  pictureKey: null,
  ...change,
});

const guest = (name = 'guest', change: Partial<TeamPerson> = {}): TeamPerson => ({
  viewer: null,
  actorHash: `hash-of-${name}`,
  nickname: name,
  email: `${name}@example.org`,
  locale: 'zh-CN',
  ...change,
});

const add = (gifts: { teamId: string; amount: bigint }[]) =>
  services.database.transaction((tx) => teams.addGifts(tx, gifts));
const totals = async (id: string) => {
  const team = await teams.find(id);
  return team && [team.raised, team.gifts, team.ownRaised, team.ownGifts];
};

describe('a gift in the name of a squad', () => {
  it('counts for the squad and for its team, in the same transaction, and goes back from both', async () => {
    const { team } = await service.open(draft(), guest());
    const { team: squad } = await service.open(draft({ parentId: team.id }), guest());
    await add([
      { teamId: squad.id, amount: 6600n },
      { teamId: squad.id, amount: 100n },
      { teamId: team.id, amount: 1000n },
    ]);
    expect([await totals(team.id), await totals(squad.id)]).toEqual([
      [7700n, 3, 1000n, 1],
      [6700n, 2, 6700n, 2],
    ]);
    await services.database.transaction((tx) => teams.moveTotal(tx, squad.id, -6600n));
    expect([await totals(team.id), await totals(squad.id)]).toEqual([
      [1100n, 3, 1000n, 1],
      [100n, 2, 100n, 2],
    ]);
  });

  it('loses nothing when many are posted at once, in whatever order', async () => {
    const { team } = await service.open(draft(), guest());
    const squads = await Promise.all(
      [1, 2, 3].map(async () => (await service.open(draft({ parentId: team.id }), guest())).team.id),
    );
    await Promise.all(
      Array.from({ length: 12 }, (_, k) =>
        add([...(k % 2 ? squads : [...squads].reverse()), team.id].map((teamId) => ({ teamId, amount: 100n }))),
      ),
    );
    expect(await totals(team.id)).toEqual([4800n, 48, 1200n, 12]);
    for (const squad of squads) expect(await totals(squad)).toEqual([1200n, 12, 1200n, 12]);
  });

  it('is never one of a squad of a squad, or of a team of another campaign', async () => {
    const { team } = await service.open(draft(), guest());
    const { team: squad } = await service.open(draft({ parentId: team.id }), guest());
    const below = service.open(draft({ parentId: squad.id }), guest());
    await expect(below).rejects.toMatchObject({ field: 'parentId', code: 'team_parent_unknown' });
    // The database holds it as well, for whoever comes past the service.
    const past = services.asOwner(
      `INSERT INTO team (id, campaign_id, parent_id, name, slogan) VALUES ('tem_x', 'cmp_other', $1, 'x', '')`,
      [team.id],
    );
    await expect(past).rejects.toThrow(/foreign key/);
  });
});

describe('a team is opened', () => {
  it('once, however often the same visitor sends it; a stranger learns nothing of it', async () => {
    const wish = draft();
    const first = await service.open(wish, guest('ann'));
    const again = await service.open(wish, guest('ann'));
    expect([again.team.id, again.leader.id]).toEqual([first.team.id, first.leader.id]);
    await expect(service.open(wish, guest('bob'))).rejects.toBeInstanceOf(RequestError);
    const race = draft();
    const answers = await Promise.all([1, 2, 3].map(() => service.open(race, guest('ann'))));
    expect(new Set(answers.map(({ leader }) => leader.id)).size).toBe(1);
  });

  it('under a name nobody else has, until the other is over', async () => {
    const { leader, team } = await service.open(draft({ name: '同名战队 A' }), guest());
    const same = () => service.open(draft({ name: '同名战队 a' }), guest());
    await expect(same()).rejects.toBeInstanceOf(TeamNameTakenError);
    await service.close(leader, '换一支');
    await same();
    await expect(review.approve(staff, team.id, '示例')).rejects.toBeInstanceOf(TeamStateError);
  });

  it('under a campaign that takes gifts only, by somebody who can be reached, with words only', async () => {
    await expect(service.open(draft(), guest('ann', { email: null }))).rejects.toMatchObject({ field: 'email' });
    await expect(service.open(draft({ name: '看 www.example.org' }), guest())).rejects.toMatchObject({ field: 'name' });
    await expect(service.open(draft({ kind: 'CITY' }), guest())).rejects.toMatchObject({ field: 'regionCode' });
    await expect(service.open(draft({ regionCode: '110100' }), guest())).rejects.toBeInstanceOf(FieldRejectedError);
    await expect(service.open(draft({ pictureKey: 'covers/../x' }), guest())).rejects.toMatchObject({
      field: 'pictureKey',
    });
    await services.asOwner(`UPDATE campaign SET state = 'PAUSED' WHERE id = $1`, [CAMPAIGN]);
    await expect(service.open(draft(), guest())).rejects.toMatchObject({ typeName: 'InvalidStateError' });
    await services.asOwner(`UPDATE campaign SET state = 'LIVE' WHERE id = $1`, [CAMPAIGN]);
  });

  it('with its captain’s address sealed, and a letter with the secret link to it', async () => {
    const { team, leader } = await service.open(draft(), guest('carol'));
    const { rows } = await services.asOwner(`SELECT email FROM team_leader WHERE id = $1`, [leader.id]);
    expect(Buffer.from(rows[0]?.['email'] as Buffer).includes('carol')).toBe(false);
    const { rows: mails } = await services.asOwner(`SELECT body FROM mail_message WHERE id = $1`, [
      `mail_${leader.id}_opened`,
    ]);
    expect(mails[0]?.['body']).toContain(links.desk(leader, 'zh-CN'));
    expect(mails[0]?.['body']).toContain(links.page(CAMPAIGN, team.id, 'zh-CN'));
  });
});

describe('what a team says', () => {
  it('is public at once but for its picture, which waits for staff beside what is public', async () => {
    const { team, leader } = await service.open(draft({ pictureKey: PICTURE }), guest());
    expect(team).toMatchObject({ state: 'PUBLIC', pictureKey: null, pending: { pictureKey: PICTURE } });
    const words = { name: team.name, slogan: '新的话', target: 500_000n, pictureKey: PICTURE };
    expect(await service.edit(leader, words)).toMatchObject({
      slogan: '新的话',
      target: 500_000n,
      pictureKey: null,
      pending: { pictureKey: PICTURE },
    });
    expect(await review.approve(staff, team.id, '图片合适')).toMatchObject({ pictureKey: PICTURE, pending: null });
    await expect(review.approve(staff, team.id, '再来')).rejects.toBeInstanceOf(TeamStateError);
  });

  it('waits altogether where the policy says so, also when it is changed, and comes back with a reason', async () => {
    const [own, checking] = [strict.get(TeamsService), strict.get(TeamReviewService)];
    const { team, leader } = await own.open(draft({ name: '先审后发' }), guest());
    expect(team.state).toBe('IN_REVIEW');
    expect((await checking.reject(staff, team.id, '请换一个名字')).state).toBe('REJECTED');
    const change = { name: '先审后发二', slogan: '', target: null, pictureKey: null };
    expect(await own.edit(leader, change)).toMatchObject({ state: 'IN_REVIEW', name: '先审后发二' });
    await checking.approve(staff, team.id, '可以');
    const changed = await own.edit(leader, { ...change, name: '又换了名字' });
    expect(changed).toMatchObject({ state: 'PUBLIC', name: '先审后发二', pending: { name: '又换了名字' } });
    expect(await checking.reject(staff, team.id, '不合适')).toMatchObject({ name: '先审后发二', pending: null });
    const { rows } = await strict.asOwner(`SELECT subject FROM mail_message WHERE id LIKE $1 ORDER BY id`, [
      `mail_${leader.id}%`,
    ]);
    expect(rows).toHaveLength(4);
  });
});

describe('a team that is taken down', () => {
  it('closes its squads, keeps its reason and its totals, and comes back only by a reason of its own', async () => {
    const { team } = await service.open(draft(), guest());
    const { team: squad } = await service.open(draft({ parentId: team.id }), guest());
    await add([{ teamId: squad.id, amount: 300n }]);
    const down = await review.takeDown(staff, team.id, '示例：摊派');
    expect(down).toMatchObject({ state: 'TAKEN_DOWN', raised: 300n });
    expect((await teams.find(squad.id))?.state).toBe('CLOSED');
    expect(await teams.lastTransition(team.id)).toMatchObject({ actor: staff.id, reason: '示例：摊派' });
    expect((await review.approve(staff, team.id, '查无此事')).state).toBe('PUBLIC');
  });
});

describe('who leads a team', () => {
  it('is who holds a link of their own: not a stranger’s, not another team’s, not a forged one', async () => {
    const { team, leader } = await service.open(draft(), guest());
    const other = await service.open(draft(), guest());
    const token = links.tokenOf(leader);
    expect((await leading.holder(team.id, token))?.id).toBe(leader.id);
    expect(await leading.holder(other.team.id, token)).toBeNull();
    for (const forged of ['', 'x', `${token}x`, token.replace(leader.id, other.leader.id)]) {
      expect(await leading.holder(team.id, forged)).toBeNull();
    }
  });

  it('comes by an invitation that is good for one person and for a week', async () => {
    const { team, leader } = await service.open(draft(), guest('cap'));
    const token = async () => links.invitation(await leading.invite(leader), 'zh-CN').split('invitation=')[1] ?? '';
    const once = await token();
    const answers = await Promise.allSettled(
      ['ann', 'bob', 'eve'].map((name) => leading.accept(team.id, once, guest(name))),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = answers.find((answer) => answer.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(InvitationSpentError);
    const old = await token();
    clock.set(new Date(clock.now().getTime() + 8 * 86_400_000));
    await expect(leading.accept(team.id, old, guest('late'))).rejects.toBeInstanceOf(InvitationSpentError);
    // A leader's own link is no invitation.
    const own = links.tokenOf(leader);
    await expect(leading.accept(team.id, own, guest('sly'))).rejects.toBeInstanceOf(InvitationSpentError);
  });

  it('is one captain: who hands over becomes co-captain, and cannot act as captain any more', async () => {
    const { team, leader } = await service.open(draft(), guest('old'));
    const token = links.invitation(await leading.invite(leader), 'en').split('invitation=')[1] ?? '';
    const next = await leading.accept(team.id, token, guest('new'));
    await expect(leading.invite(next)).rejects.toMatchObject({ code: 'captain_only' });
    await leading.handOver(leader, next.id);
    const roles = (await services.get(TeamLeadersRepository).ofTeam(team.id)).map(({ nickname, role }) => [
      nickname,
      role,
    ]);
    expect(roles).toEqual([
      ['new', 'CAPTAIN'],
      ['old', 'CO_CAPTAIN'],
    ]);
    await expect(leading.handOver(leader, leader.id)).rejects.toMatchObject({ code: 'captain_only' });
  });
});

describe('leader boards', () => {
  it('rank units, teams by themselves and squads under theirs, by gifts or by amount, page by page', async () => {
    const { slug } = (await services.get(CampaignsRepository).find(CAMPAIGN)) ?? { slug: '' };
    expect(slug).toBe(CAMPAIGN);
    const many = await service.open(draft({ name: '榜单多笔' }), guest());
    const large = await service.open(draft({ name: '榜单大额' }), guest());
    await add([1, 2, 3].map(() => ({ teamId: many.team.id, amount: 1_000_000n })));
    await add([{ teamId: large.team.id, amount: 90_000_000n }]);
    await service.open(draft({ name: '榜单小队', parentId: many.team.id }), guest());
    const page = async (order: 'GIFTS' | 'AMOUNT', search: string | null, after: string | null = null, limit = 10) =>
      teams.page({
        campaignId: CAMPAIGN,
        states: ['PUBLIC'],
        ...(search ? {} : { parentId: null }),
        search,
        order,
        after,
        limit,
      });
    const names = (rows: { name: string }[]) => rows.map(({ name }) => name);
    expect(names(await page('AMOUNT', null))[0]).toBe('榜单大额');
    expect(names(await page('GIFTS', '榜单'))).toEqual(['榜单多笔', '榜单大额', '榜单小队']);
    expect(names(await page('AMOUNT', '榜单'))).toEqual(['榜单大额', '榜单多笔', '榜单小队']);
    expect(names(await page('GIFTS', '榜单', many.team.id, 1))).toEqual(['榜单大额']);
    expect(names(await page('GIFTS', null))).not.toContain('榜单小队');
    expect(await page('GIFTS', '%')).toEqual([]);
  });
});

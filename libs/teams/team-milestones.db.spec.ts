import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FixedClock } from '#kernel';
import { CAMPAIGN, ids, openCampaign } from '../../test/support/reallocations.js';
import { openServices, type Services } from '../../test/support/services.js';
import { TeamMilestones } from './team-milestones.service.js';
import { TeamsModule } from './teams.module.js';
import { TeamsService } from './teams.service.js';

let services: Services;
let team: string;

beforeAll(async () => {
  services = await openServices([TeamsModule], {}, [], new FixedClock(new Date('2026-06-01T06:00:00Z')));
  await openCampaign(services);
  await services.asOwner(`UPDATE campaign SET state = 'LIVE' WHERE id = $1`, [CAMPAIGN]);
  const giver = { viewer: null, actorHash: 'hash', nickname: '示例', email: 'captain@example.org', locale: 'zh-CN' };
  const words = { name: '示例战队', slogan: '一起', regionCode: null, pictureKey: null };
  const draft = {
    id: ids.next('team'),
    campaignId: CAMPAIGN,
    parentId: null,
    kind: 'FRIENDS',
    target: 1_000_00n,
  } as const;
  await services.get(TeamsService).open({ ...draft, ...words }, giver);
  team = draft.id;
});
afterAll(() => services?.close());

/** The team's total as the books would have it. */
async function raise(fen: bigint): Promise<void> {
  await services.asOwner('UPDATE team SET raised = $2, own_raised = $2, gifts = 3, own_gifts = 3 WHERE id = $1', [
    team,
    `${fen}`,
  ]);
}

const told = async () =>
  (await services.database.reader.newsItem.findMany({ orderBy: { publishedAt: 'asc' } })).map(
    ({ occasion }) => occasion,
  );

it('tells followers of 50, 90 and 100 percent once each, of several passed at once only the highest, and never again after a refund', async () => {
  const milestones = services.get(TeamMilestones);
  await raise(499_99n);
  expect(await milestones.sweep()).toBe(0);
  await raise(500_00n);
  expect([await milestones.sweep(), await milestones.sweep()]).toEqual([1, 0]);
  await raise(400_00n);
  expect(await milestones.sweep()).toBe(0);
  await raise(600_00n);
  expect(await milestones.sweep()).toBe(0);
  await raise(1_200_00n);
  await Promise.all([milestones.sweep(), milestones.sweep()]);
  expect(await told()).toEqual(['milestone:50', 'milestone:100']);
  const [item] = await services.database.reader.newsItem.findMany({ where: { occasion: 'milestone:100' } });
  expect(item).toMatchObject({
    topicKind: 'TEAM',
    topicId: team,
    topicTitle: '示例战队',
    text: expect.stringContaining('¥1,200.00'),
  });
});

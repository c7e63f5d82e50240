import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { SeededIds } from '#kernel';
import { GraphClient } from './graph.client.js';
import type { GiftWish } from './gift.js';
import { giveMany } from './give-many.js';

/** Gives the example donations of the default set-up. Their givers are clearly made up; what they give is repeatable. */
const { values } = parseArgs({
  options: { url: { type: 'string', default: 'http://localhost:3000' }, count: { type: 'string', default: '160' } },
});

const CAMPAIGN = `{ campaign(slug: "warm-2026") { id progress { gifts } teams { id region { code } } cities { region { code } } } }`;
const AMOUNTS = ['1000', '3000', '6600', '6600', '10000', '20000', '5200', '8800', '100', '50000', '3333', '16600'];
const MESSAGES = [
  '愿她们少一点难。',
  '一点心意，请收下。',
  '加油，会好起来的！',
  '和孩子一起捐的。',
  '为湖南的妈妈们点亮一盏灯。',
  null,
  null,
];
const SURNAMES = ['示例甲', '示例乙', '示例丙', '示例丁', '示例戊', '示例己', '示例庚', '示例辛'];

interface Found {
  id: string;
  progress: { gifts: number };
  teams: { id: string; region: { code: string } | null }[];
  cities: { region: { code: string } }[];
}

function wishNumber(index: number, pledgeId: string, { id, teams, cities }: Found): GiftWish {
  const pick = <T>(list: readonly T[], stride: number): T | undefined => list[(index * stride) % list.length];
  const team = index % 3 === 0 ? pick(teams, 5) : undefined;
  const regionCode = team ? team.region?.code : index % 4 === 1 ? undefined : pick(cities, 5)?.region.code;
  return {
    id: pledgeId,
    campaignId: id,
    teamId: team?.id ?? null,
    amount: pick(AMOUNTS, 7) ?? '6600',
    designation: regionCode ? { kind: 'REGION', regionCode } : { kind: 'PROVINCE_POOL' },
    displayName: index % 5 === 2 ? null : `${pick(SURNAMES, 3) ?? ''}${index + 1}`,
    message: pick(MESSAGES, 3) ?? null,
    email: index % 10 === 0 ? `donor${index + 1}@example.org` : null,
    planAcknowledged: true,
  };
}

const count = Number.parseInt(values.count, 10);
const client = new GraphClient(values.url);
const { campaign } = await client.ask<{ campaign: Found | null }>(CAMPAIGN);
const missing = campaign ? Math.max(0, count - campaign.progress.gifts) : 0;
if (campaign && missing > 0) {
  const ids = new SeededIds('yiqijuan example gifts');
  const wishes = Array.from({ length: count }, (_, index) => wishNumber(index, ids.next('pledge'), campaign));
  await giveMany({ url: values.url, wishes: wishes.slice(campaign.progress.gifts), clients: 8 });
  const giftsOf = async () => (await client.ask<{ campaign: Found }>(CAMPAIGN)).campaign.progress.gifts;
  for (const deadline = Date.now() + 120_000; (await giftsOf()) < count && Date.now() < deadline;) await sleep(300);
  console.log(`${missing} example gifts given`);
}

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { apportion, formatYuan, offsetOf } from '#kernel';
import { payOnPage, pledge, seeUntil, type GiftSeen, type GiftWish } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign, type Login } from '../support/installation.js';
import { pdfText } from '../support/pdf.js';
import { unzip } from '../support/zip.js';

jest.setTimeout(120_000);

const YIYANG = '430900';
const FUND = `{ fund { orgUnit { region { code } } balance direct pool lines(first: 100) { edges { node {
  amount source ruleVersion position batchNumber campaign { slug } } } } } }`;
const PROGRESS = `query P($slug: String!) { campaign(slug: $slug) { progress { raised gifts }
  cities { region { code } raised direct pool } wall(first: 5) { edges { node { displayName amount message } } } } }`;

interface Fund {
  balance: string;
  direct: string;
  pool: string;
  lines: { edges: { node: { amount: string; source: string; position: string; campaign: { slug: string } } }[] };
}

interface Progress {
  progress: { raised: string; gifts: number };
  cities: { region: { code: string }; raised: string; direct: string; pool: string }[];
  wall: { edges: { node: { displayName: string | null; amount: string; message: string | null } }[] };
}

let installation: Installation;
let campaign: ExampleCampaign;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
});

afterAll(async () => {
  await installation?.checks();
  await installation?.close();
});

/** Gives on the hosted page as a visitor without scripts, and follows the gift until its receipt is there. */
async function give(client: GraphClient, wish: GiftWish): Promise<{ seen: GiftSeen; returnUrl: URL }> {
  const checkoutUrl = await pledge(client, wish);
  const { location } = await payOnPage(checkoutUrl, CARDS.good);
  const mail = wish.email ? 'SENT' : 'NONE';
  const seen = await seeUntil(client, wish.id, ({ receipt }) => receipt?.downloadUrl != null && receipt.mail === mail);
  return { seen, returnUrl: new URL(location ?? '') };
}

async function progress(): Promise<Progress> {
  return (await installation.visitor().ask<{ campaign: Progress }>(PROGRESS, { slug: campaign.slug })).campaign;
}

async function fundOf(login: Login): Promise<{ client: GraphClient; fund: Fund }> {
  const client = await installation.signIn(login);
  return { client, fund: (await client.ask<{ fund: Fund }>(FUND)).fund };
}

async function receiptText(client: GraphClient, seen: GiftSeen): Promise<string> {
  const response = await client.fetch(seen.receipt?.downloadUrl ?? '');
  expect(response.headers.get('content-type')).toBe('application/pdf');
  return pdfText(Buffer.from(await response.arrayBuffer()));
}

const sumOf = (amounts: readonly string[]): bigint => amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
const day = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

describe('a gift of ¥66 for Yiyang', () => {
  const donor = { displayName: '示例捐赠人', message: '愿她们少一点难。', email: 'yiyang.donor@example.org' };
  let client: GraphClient;
  let wish: GiftWish;
  let seen: GiftSeen;
  let returnUrl: URL;

  beforeAll(async () => {
    client = installation.visitor();
    wish = wishFor(campaign, {
      ...donor,
      designation: { kind: 'REGION', regionCode: YIYANG },
      teamId: campaign.teams[0] ?? null,
    });
    ({ seen, returnUrl } = await give(client, wish));
  });

  test('goes to its federation in full, and says why in Chinese', () => {
    expect(seen).toMatchObject({ state: 'PAID', failure: null, allocation: { state: 'POSTED', position: '1' } });
    expect(seen.allocation.lines).toEqual([
      { amount: '6600', orgUnit: { name: '益阳市妇女联合会' }, reason: expect.stringContaining('因为您选择了益阳') },
    ]);
  });

  test('leads back from the payment page to the gift, for whoever holds the link and for nobody else', async () => {
    expect(returnUrl.origin + returnUrl.pathname).toBe(`${installation.url}/pledges/${wish.id}`);
    const page = await client.fetch(returnUrl.pathname + returnUrl.search);
    expect(page.status).toBe(200);
    const question = `query Q($id: ID!, $token: String) { pledge(id: $id, accessToken: $token) { state receipt { number } } }`;
    const stranger = installation.visitor();
    const token = returnUrl.searchParams.get('token');
    expect(await stranger.ask(question, { id: wish.id, token })).toMatchObject({ pledge: { state: 'PAID' } });
    expect((await stranger.tryAsking(question, { id: wish.id })).data).toEqual({ pledge: null });
    expect((await stranger.tryAsking(question, { id: wish.id, token: `${token}x` })).data).toEqual({ pledge: null });
  });

  test('has a receipt whose paper can be read and searched', async () => {
    const text = await receiptText(client, seen);
    for (const words of [
      '捐赠凭证（非财政票据）',
      `票据号码：${seen.receipt?.number}`,
      `交款人：${donor.displayName}`,
      `付款日期：${day()}`,
      '金额合计（大写）：陆拾陆元整',
      '（小写）：¥66.00',
      `捐赠号：${wish.id}`,
      '收款单位：湖南省妇女儿童发展基金会（示例）',
    ]) {
      expect(text).toContain(words);
    }
    expect(text.replaceAll('\n', '')).toContain('益阳市妇女联合会');
    expect(text).not.toContain('\ufffd');
  });

  test('is mailed with its receipt, to be read in the local mail box', async () => {
    const list = await (await client.fetch('/dev/mail')).text();
    const letter = new RegExp(
      `<a href="(/dev/mail/[^"]+)">捐赠凭证 ${seen.receipt?.number}：¥66.00</a><br><small>${donor.email}`,
    );
    const address = letter.exec(list)?.[1];
    expect(address).toBeDefined();
    const page = await (await client.fetch(address ?? '')).text();
    expect(page).toContain('¥66.00 已到账并记入账本');
    expect(page).toContain(`${seen.receipt?.number}.pdf`);
    expect(page).toContain(wish.id);
  });

  test('moves the totals of the campaign, its city, its team and the wall', async () => {
    const now = await progress();
    expect(now.progress).toEqual({ raised: '6600', gifts: 1 });
    expect(now.cities.find(({ region }) => region.code === YIYANG)).toMatchObject({
      raised: '6600',
      direct: '6600',
      pool: '0',
    });
    expect(now.wall.edges[0]?.node).toEqual({ displayName: donor.displayName, amount: '6600', message: donor.message });
    expect(await installation.count('team', 'id = $1 AND raised = 6600 AND gifts = 1', [wish.teamId])).toBe(1);
  });

  test.each(['/c/warm-2026', '/en/c/warm-2026'])(
    'shows on %s as rendered by the server, within seconds',
    async (address) => {
      const shows = async (): Promise<boolean> => {
        const html = await (await installation.visitor().fetch(address)).text();
        return html.includes(formatYuan(6600n)) && html.includes(donor.message);
      };
      for (const deadline = Date.now() + 20_000; !(await shows()); await sleep(250)) {
        if (Date.now() > deadline) throw new Error(`${address} does not show the gift`);
      }
    },
  );

  test("is a line of its federation's fund, and of no other's", async () => {
    const { fund } = await fundOf('yiyang');
    expect(fund).toMatchObject({ balance: '6600', direct: '6600', pool: '0' });
    expect(fund.lines.edges.map(({ node }) => node)).toMatchObject([
      { amount: '6600', source: 'DIRECT', position: '1', campaign: { slug: campaign.slug } },
    ]);
    expect((await fundOf('changsha')).fund).toMatchObject({ balance: '0', lines: { edges: [] } });
  });
});

describe('a gift for the whole province', () => {
  test('is divided among the 14 cities by the rule in force, to the fen, each line with its arithmetic', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign, { amount: '10001' });
    const { seen } = await give(client, wish);
    const weights = await installation.rows<{ weight: string }>(
      'SELECT weight FROM allocation_weight ORDER BY region_code',
    );
    const expected = apportion(
      10_001n,
      weights.map(({ weight }) => BigInt(weight)),
      offsetOf(wish.id),
    );
    expect(seen.allocation.lines.map(({ amount }) => amount)).toEqual(expected.map(String));
    expect(sumOf(seen.allocation.lines.map(({ amount }) => amount))).toBe(10_001n);
    expect(seen.receipt?.mail).toBe('NONE');
    const lines = await client.ask<{ pledge: { allocation: { lines: { arithmetic: string; source: string }[] } } }>(
      'query L($id: ID!) { pledge(id: $id) { allocation { lines { arithmetic source } } } }',
      { id: wish.id },
    );
    for (const { arithmetic, source } of lines.pledge.allocation.lines) {
      expect(source).toBe('POOL');
      expect(arithmetic).toMatch(/^100\.01 × \d+ ÷ 13000 [=≈]/);
    }
  });

  test('stays anonymous in public and on paper where no name was given', async () => {
    const client = installation.visitor();
    const { seen } = await give(client, wishFor(campaign, { amount: '3000' }));
    expect((await progress()).wall.edges[0]?.node).toEqual({ displayName: null, amount: '3000', message: null });
    expect(await receiptText(client, seen)).toContain('交款人：匿名爱心人士');
  });

  test('answers in English where English is asked for, down to page, mail and reasons', async () => {
    const client = installation.visitor('en');
    const wish = wishFor(campaign, { amount: '5200', displayName: 'Sample Donor', email: 'english.donor@example.org' });
    const { seen, returnUrl } = await give(client, wish);
    expect(returnUrl.pathname).toBe(`/en/pledges/${wish.id}`);
    expect(seen.allocation.lines[0]?.reason).toMatch(
      /^From the provincial pool, divided among 14 cities by version 1 of the rule/,
    );
    const list = await (await client.fetch('/dev/mail')).text();
    expect(list).toContain(`Your receipt ${seen.receipt?.number}: ¥52.00`);
  });
});

describe("a federation's exports", () => {
  test('agree with the balance to the fen, as CSV and as a workbook', async () => {
    await installation.idle();
    const { client, fund } = await fundOf('yiyang');
    const csv = Buffer.from(await (await client.fetch('/exports/fund.csv')).arrayBuffer());
    expect(csv.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const rows = csv
      .toString('utf8')
      .slice(1)
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows[0]).toEqual(['入账时间', '事项', '来源', '活动', '规则版本', '账本序号', '批次', '金额（元）']);
    const amounts = rows.slice(1).map((row) => row.at(-1) ?? '');
    expect(amounts).toHaveLength(fund.lines.edges.length);
    expect(sumOf(amounts.map((amount) => amount.replace('.', '')))).toBe(BigInt(fund.balance));

    const workbook = unzip(Buffer.from(await (await client.fetch('/exports/fund.xlsx')).arrayBuffer()));
    const words = [...workbook].map(([, file]) => file.toString('utf8')).join('');
    expect(workbook.has('xl/workbook.xml')).toBe(true);
    for (const amount of amounts) expect(words).toContain(`>${amount}<`);
  });

  test.each([
    ['today', () => `from=${day()}&to=${day()}`, true],
    ['a day long ago', () => 'from=2020-01-01&to=2020-01-02', false],
  ])('keep to the dates asked for: %s', async (_, query, isFull) => {
    const { client, fund } = await fundOf('yiyang');
    const csv = await (await client.fetch(`/exports/fund.csv?${query()}`)).text();
    expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + (isFull ? fund.lines.edges.length : 0));
  });

  test('speak the language of whoever asks', async () => {
    const client = await installation.signIn('yiyang', 'en');
    expect(await (await client.fetch('/exports/fund.csv')).text()).toMatch(/^Posted at,Event,Source,/);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payFast, pledge, seeUntil } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';

jest.setTimeout(90_000);

let installation: Installation;
let campaign: ExampleCampaign;
let visitor: GraphClient;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
  visitor = installation.visitor();
  for (const designation of [{ kind: 'REGION', regionCode: '430900' }, { kind: 'PROVINCE_POOL' }] as const) {
    const wish = wishFor(campaign, { designation, amount: '10000' });
    await payFast(await pledge(visitor, wish), CARDS.good);
    await seeUntil(visitor, wish.id, ({ allocation }) => allocation.state === 'POSTED');
  }
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

/** A page as a link opened in a chat shows it: before, or without, its scripts. */
async function html(address: string): Promise<string> {
  const response = await fetch(installation.url + address);
  expect([address, response.status]).toEqual([address, 200]);
  return response.text();
}

describe('a page kept ready', () => {
  const drawn = async (): Promise<number> => {
    const metrics = await (await fetch(`${installation.url}/metrics`)).text();
    return Number(/^yiqijuan_pages_drawn_total (\d+)$/m.exec(metrics)?.[1]);
  };

  test('is drawn once for all its readers, and again at most once for each posted batch', async () => {
    const begun = performance.now();
    expect(await drawn()).toBe(0);
    for (let reader = 0; reader < 20; reader += 1) await html('/c/warm-2026');
    expect(await drawn()).toBe(1);
    const batches = await installation.count('ledger_batch');
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        const wish = wishFor(campaign, { amount: '100' });
        await payFast(await pledge(visitor, wish), CARDS.good);
        await seeUntil(visitor, wish.id, ({ allocation }) => allocation.state === 'POSTED');
      }),
    );
    for (const deadline = Date.now() + 5_000; Date.now() < deadline; await sleep(100)) {
      if ((await html('/c/warm-2026')).includes('¥205.00')) break;
    }
    expect(await html('/c/warm-2026')).toContain('¥205.00');
    await sleep(700);
    // A page also ages where no signal is heard.
    const aged = Math.floor((performance.now() - begun) / 15_000);
    const posted = (await installation.count('ledger_batch')) - batches;
    expect((await drawn()) - 1).toBeLessThanOrEqual(posted + aged);
  });
});

describe('the list of campaigns', () => {
  const LIVE = '温暖 2026：和困境母亲一起';
  const OVER = '金秋助学：帮她把孩子送进校园';

  test.each([
    ['/campaigns', [LIVE, OVER]],
    ['/campaigns?state=live', [LIVE]],
    ['/campaigns?state=over', [OVER]],
    ['/campaigns?q=%E5%8A%A9%E5%AD%A6', [OVER]],
    ['/campaigns?q=%25', []],
    ['/campaigns?state=live&city=430900', [LIVE]],
    ['/campaigns?city=999999', []],
    ['/campaigns?q=&state=&city=', [LIVE, OVER]],
  ])('is narrowed by its address alone: %s', async (address, titles) => {
    const page = await html(address);
    for (const title of [LIVE, OVER]) {
      expect([title, page.includes(`<h3><a href="/c/`) && page.includes(`>${title}</a></h3>`)]).toEqual([
        title,
        titles.includes(title),
      ]);
    }
  });
});

describe("a city's page", () => {
  const CITY = `query City($code: ID!) {
    city(code: $code) {
      allocated paid held waitingSince waitingDays payments { paid onTime }
      bridge { difference } campaigns { allocated campaign { slug } }
    }
    cities { region { code } allocated }
  }`;

  test('says what came in, what was paid and what waits, and adds up', async () => {
    const { city, cities } = await visitor.ask<{
      city: Record<string, unknown> & { allocated: string; held: string };
      cities: { region: { code: string }; allocated: string }[];
    }>(CITY, { code: '430900' });
    // ¥100 of its own, and 790/13000 of the pool's ¥100.
    expect(city).toMatchObject({
      paid: '0',
      held: city.allocated,
      waitingDays: 0,
      waitingSince: expect.any(String),
      payments: { paid: 0, onTime: 0 },
      bridge: { difference: '0' },
      campaigns: [{ allocated: city.allocated, campaign: { slug: 'warm-2026' } }],
    });
    // Five times ¥1 came to the pool as well, of which it has 6 fen each, or 7.
    expect(Number(city.allocated)).toBeGreaterThanOrEqual(10_607 + 30);
    expect(Number(city.allocated)).toBeLessThanOrEqual(10_608 + 35);
    expect(cities).toHaveLength(14);
    expect(cities.reduce((sum, { allocated }) => sum + BigInt(allocated), 0n)).toBe(20_500n);
    const page = await html('/cities/430900');
    expect(page).toContain('尚无拨付');
    expect(page).toContain(`¥${city.allocated.slice(0, -2)}.${city.allocated.slice(-2)}`);
  });

  test('of a code that is no city is not found', async () => {
    expect((await fetch(`${installation.url}/cities/999999`)).status).toBe(404);
  });
});

describe('the page of statistics', () => {
  const STATISTICS = `query Statistics {
    statistics { gifts amount days { gifts amount } cities { gifts amount } sources { source gifts } methods { gifts } }
  }`;

  test('adds up with the books, and keeps a group of fewer than ten gifts to itself', async () => {
    const { statistics } = await visitor.ask<{ statistics: Record<string, unknown> & { cities: { gifts: number }[] } }>(
      STATISTICS,
    );
    const [books] = await installation.rows<{ gifts: number; amount: string }>(
      `SELECT count(*)::int AS gifts, sum(amount)::text AS amount FROM pledge WHERE state = 'PAID'`,
    );
    expect(books?.gifts).toBe(7);
    expect(statistics).toMatchObject({
      ...books,
      days: [{ gifts: null, amount: null }],
      sources: [
        { source: 'DIRECT', gifts: null },
        { source: 'POOL', gifts: null },
      ],
      methods: [{ gifts: null }],
    });
    // Cities to which nobody gave are shown as such; the one with a gift is not.
    expect(statistics.cities.filter(({ gifts }) => gifts === 0)).toHaveLength(13);
    const page = await html('/statistics');
    expect(page).toContain('¥205.00');
    expect(page).toContain('不单独显示');
    expect(page).not.toContain('¥100.00');
  });
});

describe('the page of rules', () => {
  test('works an example out by the split that real gifts go through, to the fen', async () => {
    const { campaign: found } = await visitor.ask<{
      campaign: { ruleExample: { amount: string; management: string; lines: { amount: string }[] } };
    }>('query Rule { campaign(slug: "warm-2026") { ruleExample { amount management lines { amount } } } }');
    const { amount, management, lines } = found.ruleExample;
    expect(lines.reduce((sum, line) => sum + BigInt(line.amount), BigInt(management))).toBe(BigInt(amount));
    const [row] = await installation.rows<{ legs: string[] }>(
      `SELECT ledger_split(10000, cumulative_weights, $1)::text[] AS legs FROM ledger_route WHERE source = 'POOL'`,
      ['plg_00000000000000000000000001'],
    );
    expect(lines.map((line) => line.amount)).toEqual(row?.legs);
    expect(await html('/rules')).toContain('例：有人给全省统筹捐 ¥100.00');
  });
});

describe('the page of disclosures', () => {
  test('names what is due of each campaign and by when', async () => {
    const page = await html('/en/disclosures');
    const [row] = await installation.rows<{ due: string }>(
      `SELECT to_char((ends_at AT TIME ZONE 'Asia/Shanghai' - interval '1 second')::date + interval '3 months', 'YYYY-MM-DD') AS due
       FROM campaign WHERE slug = 'warm-2026'`,
    );
    expect(page).toContain(row?.due);
    expect(page).toContain('Download all books (gzip)');
  });
});

describe('search engines', () => {
  test('are told every public page in both languages, and kept from personal ones', async () => {
    const map = await html('/sitemap.xml');
    for (const path of ['/campaigns', '/c/warm-2026', '/en/c/warm-2026/plan', '/cities/433100', '/en/cities/430100']) {
      expect(map).toContain(`<loc>${installation.url}${path}</loc>`);
    }
    const robots = await html('/robots.txt');
    expect(robots).toContain('Disallow: /pledges/');
    expect(robots).toContain(`Sitemap: ${installation.url}/sitemap.xml`);
    for (const [, address = ''] of map.matchAll(/<loc>([^<]+)<\/loc>/g)) {
      const path = address.slice(installation.url.length) || '/';
      const page = await html(path);
      expect([path, page.includes(`<link rel="canonical" href="${address}" />`)]).toEqual([path, true]);
      expect(page).toMatch(/<meta property="og:title" content="[^"]+" \/>/);
    }
  });
});

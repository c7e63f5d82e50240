import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payFast, pledge, seeUntil } from '../../../apps/visitor/gift.js';
import { DESK, PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { CARDS, wishFor } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { Questions } from '../../support/questions.js';
import { SignInPage } from '../../support/pages/sign-in.page.js';

jest.setTimeout(180_000);

/** What a campaign's page may load in scripts before anyone has touched it, as sent over the wire. */
const SCRIPT_LIMIT_BYTES = 200 * 1024;

let installation: Installation;
let browser: TestBrowser;
/** An item of news that stands and corrects one that was withdrawn; their ids. */
let news: { standing: string; withdrawn: string };

beforeAll(async () => {
  [installation, browser] = await Promise.all([Installation.start(), TestBrowser.open()]);
  const campaign = await installation.campaign();
  const donor = installation.visitor();
  // Of all that has to fit on a phone, the longest unbroken words.
  const wish = wishFor(campaign, { displayName: '示'.repeat(30), message: 'W'.repeat(140) });
  await payFast(await pledge(donor, wish), CARDS.good);
  await seeUntil(donor, wish.id, ({ allocation }) => allocation.state === 'POSTED');
  news = await publishNews(campaign.id);
});

async function publishNews(campaignId: string): Promise<typeof news> {
  const maker = await installation.signIn('maker');
  const publish = async (correctsId: string | null) => {
    const input = { campaignId, correctsId, title: 'N'.repeat(60), text: 'W'.repeat(200) };
    const PUBLISH = 'mutation($input: PublishNewsInput!) { publishNews(input: $input) { ... on NewsItem { id } } }';
    return (await maker.ask<{ publishNews: { id: string } }>(PUBLISH, { input })).publishNews.id;
  };
  const withdrawn = await publish(null);
  const WITHDRAW = 'mutation($id: ID!, $reason: String!) { withdrawNews(id: $id, reason: $reason) { __typename } }';
  await maker.ask(WITHDRAW, { id: withdrawn, reason: '因'.repeat(20) + 'R'.repeat(200) });
  return { withdrawn, standing: await publish(withdrawn) };
}

afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

/** A page by its address, and the words by which a person sees that it has arrived. */
type Place = readonly [address: string, words: string | RegExp];

const PUBLIC_PLACES: readonly Place[] = [
  ['/', '正在进行'],
  ['/en', 'How a gift travels'],
  ['/c/warm-2026', '爱心墙'],
  ['/en/c/warm-2026', 'Wall of givers'],
  ['/c/warm-2026/plan', '剩余财产处理'],
  ['/c/warm-2026/teams', '益阳姐姐战队（示例）'],
  ['/en/c/warm-2026/teams', 'Name of a team or squad'],
  ['/c/warm-2026/open-team', '什么样的战队'],
  ['/en/c/warm-2026/open-team', 'What kind of team'],
  ['/teams/tem_01jx5s0f3ce8q8y9m1w2v3n4p5', '打不开这支战队'],
  ['/books', '核对此刻的账册'],
  ['/en/books', 'Check the current books'],
  ['/campaigns?state=over', '金秋助学：帮她把孩子送进校园'],
  ['/cities/430900', '一笔一笔对得上'],
  ['/en/cities/433100', 'How it adds up'],
  ['/statistics', '按付款方式'],
  ['/en/statistics', 'By payment method'],
  ['/rules', '除不尽的一分钱给谁'],
  ['/disclosures', '下载全部账册'],
  ['/my', '用验证码登录'],
  ['/news/nws_none?token=x', '没有这个订阅'],
  ['/en/my', 'Sign in with a code'],
  ['/sign-in', '捐赠不需要登录'],
  ['/nowhere', '没有找到这个页面'],
];
const STAFF_PLACES: readonly Place[] = [
  ['/staff/campaigns', '新建活动'],
  ['/staff/campaigns/new', '益阳市'],
  ['/staff/teams', '没有等待的战队'],
  ['/en/staff/teams', 'No team waits'],
  ['/staff/pledges', '捐赠号'],
  ['/staff/exceptions', '没有特殊付款'],
  ['/en/staff/exceptions', 'No odd payments'],
  ['/staff/monthly-gifts', '还没有月捐'],
  ['/staff/ledger', '合计'],
  ['/staff/ledger?tab=income', '收入合计'],
  ['/staff/ledger?tab=bridges', '14 个市州'],
  ['/staff/ledger?tab=statement', '选一个科目'],
  ['/en/staff/ledger', 'Trial balance'],
  ['/staff/rules', '按登记的困境母亲数'],
  ['/staff/rules/new', '11.0461%'],
  ['/en/staff/campaigns', 'New campaign'],
  ['/en/staff/rules', 'By registered mothers in hardship'],
  ['/en/staff/rules/new', '11.0461%'],
  ['/staff/disputes', '没有争议'],
  ['/en/staff/refunds', '0 requests to look into'],
  ['/staff/reallocations', '还没有再分配'],
  ['/staff/reconciliation', '差额怎么来的，精确到分'],
  ['/en/staff/reconciliation', 'What the gap is made of, to the fen'],
  ['/staff/reallocations/new', '应该按哪一版规则'],
  ['/staff/audit', '账本的链头是最后一批'],
  ['/en/staff/audit', 'the head of the books is the last batch'],
];

async function inspect(visit: Visit, places: readonly Place[], keep = false): Promise<void> {
  const questions = new Questions(visit.page);
  const waterfalls: string[] = [];
  for (const [address, words] of places) {
    questions.begin();
    await visit.page.goto(installation.url + address);
    await visit.page.getByText(words).filter({ visible: true }).first().waitFor();
    waterfalls.push(...questions.waterfalls.map((waterfall) => `${address}: ${waterfall}`));
    for (const size of [PHONE, DESK]) {
      await visit.resize(size);
      await visit.assertFits();
    }
    // In another language the words are others, the colours are not.
    await visit.assertAccessible({ colours: !address.startsWith('/en') });
    if (keep && !address.startsWith('/en')) await visit.picture(address.split('?')[0] ?? address);
  }
  expect(waterfalls).toEqual([]);
}

describe('every page', () => {
  test('of the public fits a phone, can be used by everybody in light and dark, asks at once for all it shows, and leaves the console quiet', async () => {
    const visit = await browser.visit({ size: PHONE });
    visit.expectComplaint(/404/); // The page that is not there.
    await inspect(visit, PUBLIC_PLACES, true);
    await inspect(visit, [
      [`/c/warm-2026/news/${news.standing}`, '查看撤回说明'],
      [`/en/c/warm-2026/news/${news.withdrawn}`, 'This news was withdrawn'],
    ]);
    for (const [sheet, name] of [
      ['give', '捐一份爱心'],
      ['report', '举报或投诉'],
      ['news', '订阅动态'],
    ] as const) {
      await visit.page.goto(`${installation.url}/c/warm-2026#${sheet}`);
      await visit.page.getByRole('dialog', { name }).waitFor();
      await visit.assertAccessible();
      await visit.assertFits();
      await visit.page.goto('about:blank');
    }
    visit.assertQuiet();
    await visit.leave();
  });

  test.each([
    ['in Chinese', STAFF_PLACES.filter(([address]) => !address.startsWith('/en/'))],
    ['in English', STAFF_PLACES.filter(([address]) => address.startsWith('/en/'))],
  ])('of the staff does so too, %s', async (_, places) => {
    const visit = await browser.visit({ size: DESK });
    await new SignInPage(visit.page).passTo(`${installation.url}/staff/campaigns`, 'maker');
    await inspect(visit, places);
    visit.assertQuiet();
    await visit.leave();
  });
});

describe("the campaign's page", () => {
  test('loads at most 200 KB of scripts before it is touched', async () => {
    const visit = await browser.visit({ size: PHONE });
    const scripts = new Map<string, number>();
    visit.page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.set(response.url(), 0);
    });
    // The stream of live answers never ends, so the network is never idle; the form is what comes last by itself.
    const stream = visit.page.waitForResponse((response) => response.url().endsWith('/graphql/stream'));
    const form = visit.page.waitForResponse((response) => response.url().includes('give-sheet'));
    await visit.page.goto(`${installation.url}/c/warm-2026`);
    await Promise.all([stream, form]);
    await visit.page.waitForTimeout(500);
    for (const url of scripts.keys()) {
      const body = Buffer.from(await (await fetch(url)).arrayBuffer());
      scripts.set(url, gzipSync(body).length);
    }
    const loaded = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
    console.info(`scripts of the campaign's page, gzipped: ${loaded} bytes in ${scripts.size} files`);
    expect(scripts.size).toBeGreaterThan(0);
    expect([...scripts.keys()].filter((url) => url.includes('toaster'))).toEqual([]); // Before there is anything to tell.
    expect(loaded).toBeLessThanOrEqual(SCRIPT_LIMIT_BYTES);
    await visit.leave();
  });
});

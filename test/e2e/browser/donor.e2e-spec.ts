import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PHONE, TestBrowser, WECHAT, type Visit } from '../../support/browser.js';
import { CARDS } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { CampaignPage } from '../../support/pages/campaign.page.js';
import { CheckoutPage } from '../../support/pages/checkout.page.js';
import type { GiveSheet } from '../../support/pages/give-sheet.js';
import { PledgePage } from '../../support/pages/pledge.page.js';

jest.setTimeout(90_000);

const SLUG = 'warm-2026';
let installation: Installation;
let browser: TestBrowser;

beforeAll(async () => {
  [installation, browser] = await Promise.all([Installation.start(), TestBrowser.open()]);
});

afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

/** One donor with a phone; the browser must have had nothing to complain about in the end. */
async function onPhone(story: (visit: Visit) => Promise<void>): Promise<void> {
  const visit = await browser.visit({ size: PHONE });
  await story(visit);
  visit.assertQuiet();
  await visit.leave();
}

const openCampaign = (visit: Visit): Promise<CampaignPage> => new CampaignPage(visit.page).open(installation.url, SLUG);

async function acknowledgeAndPay(sheet: GiveSheet): Promise<CheckoutPage> {
  await sheet.plan.check();
  await sheet.pay.click();
  return new CheckoutPage(sheet.page).opened();
}

const pledges = (): Promise<{ id: string; state: string }[]> =>
  installation.rows('SELECT id, state FROM pledge ORDER BY created_at, id');

describe('a link opened in a chat', () => {
  test('shows the campaign and its preview before any script has run', async () => {
    const visit = await browser.visit({ size: PHONE, scripts: false });
    const { page } = visit;
    const campaign = await openCampaign(visit);
    await page.getByRole('heading', { level: 1, name: '温暖 2026：和困境母亲一起' }).waitFor();
    expect(await campaign.raised.innerText()).toMatch(/已筹\s*¥0\.00[\s\S]*目标\s*200 万元[\s\S]*0 笔[\s\S]*\d+ 天/);
    expect(await campaign.cities.count()).toBe(14);
    await page.getByText('还没有人捐。您可以是第一位。').waitFor();
    await page.getByText(/备案编号 53430000MJ0000000XA\d{5}/).waitFor();
    await page.getByText('湖南省妇女儿童发展基金会（示例）').first().waitFor();
    const meta = (property: string) => page.locator(`meta[property="${property}"]`).getAttribute('content');
    expect(await meta('og:title')).toContain('温暖 2026');
    expect(await meta('og:description')).toMatch(/已筹 .*0 笔捐赠/);
    const picture = await fetch(String(await meta('og:image')));
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    await visit.picture('campaign-before-scripts');
    await visit.assertFits();
    await visit.leave();
  });
});

describe('the give sheet', () => {
  test('answers bad input at its field, and sends nothing', () =>
    onPhone(async (visit) => {
      const sheet = await (await openCampaign(visit)).give();
      await sheet.chooseOwnAmount();
      await sheet.plan.check();
      for (const [typed, answer] of [
        ['', '请填写金额。'],
        ['0.5', '最少捐 ¥1。'],
        ['66.555', '最多两位小数，例如 66.55。'],
        ['99999999', '每笔最多 ¥50,000，更多可以分几笔捐。'],
      ] as const) {
        await sheet.ownAmount.fill(typed);
        await sheet.pay.click();
        expect(await sheet.faultOf(sheet.ownAmount)).toBe(answer);
      }
      await sheet.ownAmount.fill('66.55');
      await sheet.message.fill('<b>加油</b>');
      await sheet.email.fill('nobody');
      await sheet.plan.uncheck();
      await sheet.pay.click();
      expect(await sheet.faultOf(sheet.message)).toBe('请只写文字，不要包含网页代码。');
      expect(await sheet.faultOf(sheet.email)).toBe('邮箱格式不对，例如 name@example.com。');
      expect(await sheet.faultOf(sheet.plan)).toBe('请先阅读摘要并勾选。');
      await visit.picture('give-faults');
      await visit.assertAccessible();
      await visit.assertFits();
      expect(await pledges()).toEqual([]);
    }));
});

describe('a gift', () => {
  test('is refused by one card, paid with another and followed to its last fen', () =>
    onPhone(async (visit) => {
      visit.expectComplaint(/402/); // The payment page's own answer to a declined card.
      const { page } = visit;
      const sheet = await (await openCampaign(visit)).give();
      await sheet.destination.selectOption('益阳市');
      await sheet.choose('留名');
      await sheet.name.fill('示例甲');
      await sheet.message.fill('愿您少一点难。');
      await sheet.email.fill('donor@example.org');
      await visit.picture('give-filled');
      const checkout = await acknowledgeAndPay(sheet);
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('¥66.00');

      await checkout.payWith(CARDS.declined);
      await checkout.refusal.waitFor();
      await visit.picture('payment-refused');
      await (await checkout.opened()).payWith(CARDS.good);

      const gift = await new PledgePage(page).thanked();
      await gift.line('益阳市妇女联合会').waitFor();
      expect(await gift.stations.allInnerTexts()).toEqual([
        expect.stringMatching(/^已支付\s*\d\d:\d\d/),
        expect.stringMatching(/^已分配\s*\d\d:\d\d/),
        expect.stringMatching(/^待拨付\s*进行中/),
        expect.stringMatching(/^待送达/),
      ]);
      const line = gift.line('益阳市妇女联合会');
      expect(await line.innerText()).toMatch(/¥66\.00[\s\S]*益阳/);
      await line.getByText('怎么算的').click();
      await line.getByText(/账本第 #1 行/).waitFor();

      await gift.download.waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), gift.download.click()]);
      const receipt = readFileSync(await download.path());
      expect(receipt.subarray(0, 5).toString()).toBe('%PDF-');
      visit.paper('receipt', 'pdf', receipt);
      expect(download.suggestedFilename()).toMatch(/\.pdf$/);
      await page.getByText('已寄到您的邮箱。').waitFor();
      await visit.picture('gift-followed-receipt-ready');
      await visit.assertFits();
      await visit.assertAccessible();

      const campaign = await openCampaign(visit);
      await campaign.raised.getByText('¥66.00').first().waitFor();
      await campaign.city('益阳市').filter({ hasText: '¥66' }).waitFor();
      expect(await campaign.wallEntry('示例甲').innerText()).toMatch(/益阳[\s\S]*愿您少一点难。[\s\S]*¥66\.00/);
      await visit.picture('campaign-after-the-gift');
    }));

  test('without a name goes through 3-D Secure, is shared by 14 federations and shown as 爱心人士', () =>
    onPhone(async (visit) => {
      const sheet = await (await openCampaign(visit)).give();
      await sheet.choose('¥100');
      const checkout = await acknowledgeAndPay(sheet);
      await checkout.payWith(CARDS.challenged);
      await checkout.passChallenge();
      const gift = await new PledgePage(visit.page).thanked();
      await gift.lines.nth(13).waitFor();
      expect(await gift.lines.count()).toBe(14);
      const line = gift.line('长沙市妇女联合会');
      await line.getByText('长沙市妇女联合会').click();
      await line.getByText(/长沙占 912\/13000/).waitFor();
      await line.getByText(/账本第 #2 行/).waitFor();
      await visit.picture('gift-shared-by-14');
      await visit.assertAccessible();
      await visit.assertFits();
      const campaign = await openCampaign(visit);
      expect(await campaign.wallEntry('爱心人士').innerText()).toMatch(/全省统筹[\s\S]*¥100\.00/);
    }));

  test('is one gift when the button is tapped twice, and when the first answer was lost', () =>
    onPhone(async (visit) => {
      const before = await pledges();
      const ids: string[] = [];
      let lose = true;
      await visit.page.route('**/graphql', async (route) => {
        const body = route.request().postData() ?? '';
        if (!body.includes('createPledge')) return route.continue();
        ids.push((JSON.parse(body) as { variables: { input: { id: string } } }).variables.input.id);
        if (!lose) return route.continue();
        lose = false;
        await route.fetch(); // The api did its work; only the answer never arrives.
        return route.abort('connectionreset');
      });
      visit.expectComplaint(/ERR_CONNECTION_RESET/);

      const sheet = await (await openCampaign(visit)).give();
      await sheet.plan.check();
      await sheet.pay.dblclick();
      await sheet.sheet.getByRole('alert').getByText('暂时连不上').waitFor();
      await visit.picture('give-answer-lost');
      await sheet.sheet.getByRole('button', { name: '再试一次' }).click();
      await new CheckoutPage(visit.page).opened();
      expect(ids).toEqual([ids[0], ids[0]]);
      expect((await pledges()).slice(before.length)).toEqual([{ id: ids[0], state: 'AWAITING_PAYMENT' }]);
    }));
});

describe("inside WeChat's own browser", () => {
  test('a gift is paid with its wallet, and the page says how to keep, save and pass on there', async () => {
    const visit = await browser.visit({ size: PHONE, userAgent: WECHAT });
    const { page } = visit;
    const sheet = await (await openCampaign(visit)).give();
    await sheet.sheet.getByText(/用微信支付或银行卡。想用支付宝，请先点右上角/).waitFor();
    await visit.assertFits();
    await (await acknowledgeAndPay(sheet)).payByWallet('微信支付');
    const gift = await new PledgePage(page).thanked();
    await gift.download.waitFor();
    await page.getByText(/请选「在浏览器打开」再下载/).waitFor();
    await page.getByText('爱心证书（可分享的图片）').click();
    await page.getByText(/长按图片/).waitFor();
    await visit.picture('gift-in-wechat');
    await visit.assertFits();
    await visit.assertAccessible();
    visit.assertQuiet();
    await visit.leave();
  });
});

describe('when the api is away', () => {
  test('the page that follows a gift says so calmly, and goes on by itself', () =>
    onPhone(async (visit) => {
      visit.expectComplaint(/ERR_CONNECTION_REFUSED/);
      const sheet = await (await openCampaign(visit)).give();
      const checkout = await acknowledgeAndPay(sheet);
      let away = true;
      await visit.page.route(/\/graphql/, (route) => (away ? route.abort('connectionrefused') : route.continue()));
      await checkout.payWith(CARDS.good);
      await visit.page.getByText('网络或服务正在恢复，已填的内容都在，请稍后再试。').waitFor();
      await visit.picture('gift-api-away');
      away = false;
      const gift = await new PledgePage(visit.page).thanked();
      await gift.lines.first().waitFor();
      await visit.page.getByText('暂时连不上').waitFor({ state: 'detached' });
    }));
});

describe('the English twin', () => {
  test('has the same page, sheet and way back in English', () =>
    onPhone(async (visit) => {
      const { page } = visit;
      await page.goto(`${installation.url}/en/c/${SLUG}`);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await page.getByRole('link', { name: 'Give', exact: true }).filter({ visible: true }).click();
      const sheet = page.getByRole('dialog', { name: 'Give' });
      await sheet.getByRole('checkbox', { name: 'I have read the summary' }).check();
      await sheet.getByRole('button', { name: 'Pay ¥66.00' }).click();
      await page.getByRole('radio', { name: 'Card' }).check();
      await page.getByLabel('Card number').waitFor();
      await visit.assertFits();
    }));
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { codeFor, lettersTo } from '../../support/donors.js';
import { CARDS } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { CampaignPage } from '../../support/pages/campaign.page.js';
import { CheckoutPage } from '../../support/pages/checkout.page.js';
import { MyPage } from '../../support/pages/my.page.js';
import { PledgePage } from '../../support/pages/pledge.page.js';
import { approveRefund, proposeRefund } from '../../support/returns.js';

jest.setTimeout(120_000);

const SLUG = 'warm-2026';
const EMAIL = 'donor@example.org';
const NEW_EMAIL = 'new.donor@example.org';
let installation: Installation;
let browser: TestBrowser;

beforeAll(async () => {
  [installation, browser] = await Promise.all([Installation.start(), TestBrowser.open()]);
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await browser?.close();
  await installation?.close();
});

async function onPhone(story: (visit: Visit) => Promise<void>): Promise<void> {
  const visit = await browser.visit({ size: PHONE });
  await story(visit);
  visit.assertQuiet();
  await visit.leave();
}

const open = (visit: Visit): Promise<CampaignPage> => new CampaignPage(visit.page).open(installation.url, SLUG);
const codeOf = () => codeFor(installation, EMAIL);

describe('a donor', () => {
  test('gives for somebody’s sake as a company, and the device remembers amount and city only', () =>
    onPhone(async (visit) => {
      const { page } = visit;
      const sheet = await (await open(visit)).give();
      await sheet.choose('¥100');
      await sheet.destination.selectOption('益阳市');
      await sheet.email.fill(EMAIL);
      await sheet.sheet.getByLabel('以某人的名义，或纪念某人').check();
      await sheet.choose('纪念…');
      await sheet.sheet.getByLabel('在爱心墙上显示这个名字').check();
      await sheet.sheet.getByLabel('把这份心意写信告诉谁（邮箱，可不填）').fill('family@example.org');
      await sheet.sheet.getByLabel('单位捐赠，凭证开给单位').check();
      await sheet.sheet.getByLabel('单位名称').fill('示例（长沙）商贸有限公司');
      const code = sheet.sheet.getByLabel('统一社会信用代码');
      await code.fill('91430100MA00000004');
      await sheet.plan.check();
      await sheet.pay.click();
      expect(await sheet.faultOf(sheet.sheet.getByLabel('TA 的名字'))).toBe('请填写 TA 的名字。');
      await sheet.sheet.getByLabel('TA 的名字').fill('示例外婆');
      await sheet.pay.click();
      expect(await sheet.faultOf(code)).toMatch(/最后一位是校验码/);
      await visit.picture('give-as-company');
      await visit.assertAccessible();
      await visit.assertFits();
      await code.fill('9143 0100 ma00 000003');
      await sheet.pay.click();
      await (await new CheckoutPage(page).opened()).payWith(CARDS.good);
      await (await new PledgePage(page).thanked()).download.waitFor();

      const campaign = await open(visit);
      await campaign.wallEntry('爱心人士').getByText('纪念示例外婆').waitFor();
      expect(lettersTo(installation, 'family@example.org').join()).toMatch(/为纪念示例外婆/);
      // Another tab, another day: how much and for whom are still there, nothing else is.
      await page.evaluate('sessionStorage.clear()');
      await page.goto('about:blank');
      const again = await (await open(visit)).give();
      expect(await again.sheet.getByRole('radio', { name: '¥100', exact: true }).isChecked()).toBe(true);
      expect(await again.destination.inputValue()).toBe('430900');
      expect(await again.email.inputValue()).toBe('');
      expect(await page.evaluate('JSON.stringify({ ...localStorage })')).not.toMatch(/示例|example/);
    }));

  test('finds the gifts of their address on another device by a code, takes papers home, and leaves for good', () =>
    onPhone(async (visit) => {
      const { page } = visit;
      const my = await new MyPage(page).open(installation.url);
      await page.getByText('还没有捐赠记录。').waitFor();
      await visit.picture('nothing-yet');
      await visit.assertAccessible();
      await page.getByLabel('邮箱').fill('nobody');
      await page.getByRole('button', { name: '获取验证码' }).click();
      await page.getByText('电子邮箱的格式不对').waitFor();
      await my.signIn(EMAIL, codeOf);
      expect(await my.gifts.allInnerTexts()).toEqual([
        expect.stringMatching(/¥100\.00[\s\S]*已支付[\s\S]*益阳市[\s\S]*纪念示例外婆[\s\S]*凭证 \d{4}-000001/),
      ]);
      await visit.picture('my-gifts');
      await visit.assertAccessible();
      await visit.assertFits();
      const [paper] = await Promise.all([
        page.waitForEvent('download'),
        my.years.first().getByRole('link', { name: '下载年度明细（PDF）' }).click(),
      ]);
      const statement = readFileSync(await paper.path());
      expect(statement.subarray(0, 5).toString()).toBe('%PDF-');
      visit.paper('statement-of-the-year', 'pdf', statement);
      const [data] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: '导出数据（JSON）' }).click(),
      ]);
      expect(JSON.parse(readFileSync(await data.path(), 'utf8'))).toMatchObject({
        account: { contact: EMAIL },
        gifts: [{ payerName: '示例（长沙）商贸有限公司', honour: { name: '示例外婆', cardTo: 'family@example.org' } }],
      });
      await my.gifts.first().getByRole('link', { name: '看它去了哪里' }).click();
      await new PledgePage(page).thanked();

      // Signed in, the sheet knows where the receipt goes.
      const sheet = await (await open(visit)).give();
      await sheet.sheet.locator(`input[value="${EMAIL}"]`).waitFor();
      expect(await sheet.email.inputValue()).toBe(EMAIL);

      await my.open(installation.url);
      await page.getByRole('button', { name: '更换邮箱' }).click();
      const move = page.getByRole('dialog', { name: '更换邮箱' });
      await move.getByText(/旧邮箱会收到一封通知/).waitFor();
      await move.getByLabel('新邮箱').fill(EMAIL);
      await move.getByRole('button', { name: '获取验证码' }).click();
      await move.getByText('账号现在就是这个邮箱。').waitFor();
      await visit.assertAccessible();
      await visit.assertFits();
      await move.getByLabel('新邮箱').fill(NEW_EMAIL);
      await move.getByRole('button', { name: '获取验证码' }).click();
      await move.getByText(`我们给 ${NEW_EMAIL} 写了信`).waitFor();
      await move.getByLabel('6 位验证码').fill(codeFor(installation, NEW_EMAIL));
      await visit.assertAccessible();
      await move.getByRole('button', { name: '更换邮箱' }).click();
      await page.getByText(`以后请用 ${NEW_EMAIL} 登录。`).waitFor();
      await page.getByText(`已登录：${NEW_EMAIL}`).waitFor();
      expect(await my.gifts.count()).toBe(1);
      await visit.assertAccessible();
      await visit.assertFits();

      await page.getByRole('button', { name: '删除账号' }).click();
      const dialog = page.getByRole('dialog', { name: '删除账号' });
      await dialog.getByLabel('我明白，删除后无法恢复').check();
      await visit.picture('delete-account');
      await visit.assertAccessible();
      await dialog.getByRole('button', { name: '确认删除' }).click();
      await page.getByText('您的个人信息已经删除。').waitFor();
      await page.getByRole('button', { name: '获取验证码' }).waitFor();
      await my.signIn(NEW_EMAIL, () => codeFor(installation, NEW_EMAIL));
      await page.getByText('还没有捐赠记录。').waitFor();
      const campaign = await open(visit);
      await visit.reloadUntil(campaign.wallEntry('爱心人士').filter({ hasNotText: '示例外婆' }));
    }));

  test('sees where every fen went as a picture, is told while looking on what changes, and again at the next visit', () =>
    onPhone(async (visit) => {
      const { page } = visit;
      const sheet = await (await open(visit)).give();
      await sheet.destination.selectOption('益阳市');
      await sheet.plan.check();
      await sheet.pay.click();
      await (await new CheckoutPage(page).opened()).payWith(CARDS.good);
      const gift = await new PledgePage(page).thanked();
      await gift.download.waitFor();
      const picture = page.getByRole('img', { name: /流向图：¥\d+\.00 已分配，等妇联申请/ });
      await picture.locator('svg').waitFor();
      expect(await picture.locator('svg').innerHTML()).toContain('益阳');
      await page.getByText('爱心证书（可分享的图片）').click();
      const certificate = page.getByRole('img', { name: /爱心证书$/ });
      await certificate.waitFor();
      await page.getByLabel('证书上写金额').uncheck();
      expect(await certificate.getAttribute('src')).toMatch(/&amount=hide$/);
      await visit.picture('where-it-went-and-certificate');
      await visit.assertAccessible();
      await visit.assertFits();

      await page.reload();
      await picture.locator('svg').waitFor();
      expect(await page.getByText('上次来看之后').count()).toBe(0);
      const pledgeId = /plg_[a-z0-9]+/.exec(page.url())?.[0] ?? '';
      const [maker, checker] = await Promise.all([installation.signIn('maker'), installation.signIn('checker')]);
      const { id } = await proposeRefund(maker, { pledgeId, amount: '600' });
      await approveRefund(checker, id, '600');
      // Without a reload: the page is told.
      const since = page.getByRole('status').filter({ hasText: '上次来看之后' });
      await since.getByText('部分退款').waitFor();
      await since.getByText(/¥6\.00 已退回给您/).waitFor();
      await visit.picture('since-last-visit');
      await visit.assertAccessible();
      await page.reload();
      await picture.locator('svg').waitFor();
      expect(await page.getByText('上次来看之后').count()).toBe(0);
    }));
});

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { addDays, chinaDay } from '#kernel';
import { payFast, payOnPage, pledge, seeUntil } from '../../../apps/visitor/gift.js';
import { CHARITY } from '../../../apps/api/seed/examples.js';
import { DESK, PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { CARDS, wishFor } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { CampaignPage } from '../../support/pages/campaign.page.js';
import { ConsolePage } from '../../support/pages/console.page.js';
import { SignInPage, type Person } from '../../support/pages/sign-in.page.js';
import { StaffCampaignsPage } from '../../support/pages/staff-campaigns.page.js';

jest.setTimeout(90_000);

let installation: Installation;
let browser: TestBrowser;

beforeAll(async () => {
  [installation, browser] = await Promise.all([Installation.start(), TestBrowser.open()]);
});

afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

async function staff(person: Person, path: string, size: { width: number; height: number } = DESK): Promise<Visit> {
  const visit = await browser.visit({ size });
  await new SignInPage(visit.page).passTo(`${installation.url}/staff/${path}`, person);
  return visit;
}

/** The smallest PNG there is, as a cover. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const today = chinaDay(new Date());
const TITLE = '冬日热汤：给她一顿热饭';
const CONTENT = {
  标题: TITLE,
  一句话介绍: '给困境母亲家庭送去一冬的热饭。',
  故事: '冬天到了。\n一顿热饭，是一家人的暖。',
  '目标金额（元）': '50000',
  '开始时间（北京时间）': `${today}T00:00`,
  '结束时间（北京时间）': `${addDays(today, 20)}T18:00`,
  募捐目的: '帮助困境母亲过冬。',
  受益人: '经核实并公示的困境母亲家庭。',
  款物用途: '购买食材与燃料。',
  募捐成本: '不提取管理费。',
  剩余财产处理: '继续用于同一项目。',
  负责人: '项目部负责人（示例）',
};

describe('a campaign', () => {
  test('is written by one person, approved by another, held by the publish gate, and goes live', async () => {
    const maker = await staff('maker', 'campaigns');
    const writing = await new StaffCampaignsPage(maker.page).opened();
    await maker.page.getByRole('link', { name: '新建活动' }).click();

    // Faults at the fields, all at once; the first one takes the focus.
    await writing.button('保存草稿').click();
    await maker.page.getByText('请填写大于 0 的金额，最多两位小数，例如 2000000。').waitFor();
    expect(await maker.page.getByText('请填写。', { exact: true }).count()).toBe(11);
    await maker.page.getByText('请至少选择一个市州。').waitFor();
    await maker.picture('campaign-faults');
    await maker.page
      .locator('input:focus')
      .and(maker.page.getByLabel('标题', { exact: true }))
      .waitFor();
    await maker.assertAccessible();
    await maker.assertFits();

    await writing.fill(CONTENT);
    await maker.page.getByLabel('封面图片').setInputFiles({ name: 'cover.png', mimeType: 'image/png', buffer: PIXEL });
    await maker.page.getByText('已上传，保存后生效。').waitFor();
    await maker.page.getByRole('checkbox', { name: '益阳市' }).check();
    await writing.button('保存草稿').click();
    await writing.state('草稿').waitFor();
    await maker.page.getByText('还没有填写备案编号。').waitFor();
    await writing.take('送审');
    await writing.state('待审核').waitFor();
    expect(await writing.button('批准').count()).toBe(0); // Not by the person who made it.

    const checker = await staff('checker', 'campaigns');
    const checking = await new StaffCampaignsPage(checker.page).opened();
    await checker.page.getByText('有 1 个活动等待审核。').waitFor();
    await checker.page.getByRole('link', { name: TITLE }).click();
    await checking.button('批准').click();
    await checking.dialog.getByRole('button', { name: '批准', exact: true }).click();
    await checking.dialog.getByText('请写下理由。').waitFor();
    await checker.picture('approve');
    await checker.assertAccessible();
    await checking.dialog.getByLabel('理由').fill('材料齐全');
    await checking.dialog.getByRole('button', { name: '批准', exact: true }).click();
    await checking.state('已通过').waitFor();

    await maker.page.reload();
    await writing.take('发布');
    await writing.dialog.getByText('还没有填写备案编号。').waitFor();
    await writing.dialog.getByText('还没有填写备案的募捐期限。').waitFor();
    await maker.picture('publish-gate');
    await maker.assertAccessible();
    await writing.dialog.getByRole('button', { name: '取消' }).click();

    // What was approved too early goes back to the person who writes.
    await checking.take('不通过', '请补备案信息');
    await checking.state('未通过').waitFor();
    await maker.page.reload();
    await maker.page.getByText('请补备案信息').waitFor();
    await maker.page.getByRole('link', { name: '修改' }).click();
    await writing.fill({
      备案编号: `${CHARITY.creditCode}A26009`,
      备案日期: addDays(today, -12),
      备案期限开始: addDays(today, -1),
      备案期限结束: addDays(today, 40),
    });
    await writing.button('保存并送审').click();
    await writing.state('待审核').waitFor();
    await checker.page.reload();
    await checking.take('批准', '备案已补');
    await checking.state('已通过').waitFor();
    await maker.page.reload();
    await maker.page.getByText('全部满足').waitFor();
    await writing.take('发布');
    await writing.state('募捐中').waitFor();

    const [{ slug } = { slug: '' }] = await installation.rows<{ slug: string }>(
      'SELECT slug FROM campaign WHERE title = $1',
      [TITLE],
    );
    const donor = await browser.visit({ size: PHONE });
    const open = await new CampaignPage(donor.page).open(installation.url, slug);
    await donor.page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    await open.giveLink.waitFor();
    expect(await donor.page.locator('meta[property="og:image"]').getAttribute('content')).not.toContain('og-cover');

    await writing.take('暂停', '核对信息');
    await writing.state('已暂停').waitFor();
    await maker.picture('campaign-paused');
    await donor.reloadUntil(donor.page.getByText('活动暂停中，暂时不能捐款').filter({ visible: true }));
    await writing.take('恢复', '核对无误');
    await writing.state('募捐中').waitFor();
    await maker.page.getByText('核对无误').waitFor();
    for (const visit of [maker, checker, donor]) {
      visit.assertQuiet();
      await visit.leave();
    }
  });
});

describe('the pledges', () => {
  test('are listed with the reason of each failure, by state, and each opens to its history', async () => {
    const campaign = await installation.campaign();
    const donor = installation.visitor();
    const [paid, refused] = [wishFor(campaign), wishFor(campaign, { amount: '1000' })];
    await payFast(await pledge(donor, paid), CARDS.good);
    await payOnPage(await pledge(donor, refused), CARDS.insufficient);
    await seeUntil(donor, paid.id, ({ receipt }) => receipt !== null);
    await seeUntil(donor, refused.id, ({ state }) => state === 'FAILED');

    const visit = await staff('checker', 'pledges');
    const { page } = visit;
    const list = new ConsolePage(page);
    await page.getByText('下面有 1 笔没有付成，原因写在行里。').waitFor();
    await visit.picture('pledges');
    await visit.assertAccessible();
    await page.getByLabel('状态').selectOption('支付未成功');
    await list.rows.filter({ hasText: paid.id }).waitFor({ state: 'detached' });
    await list.rows.filter({ hasText: refused.id }).waitFor();
    expect(await list.rows.count()).toBe(1);
    expect(await list.rows.first().innerText()).toMatch(/卡上余额不足，没有扣款。[\s\S]*全省统筹[\s\S]*¥10\.00/);
    await page.getByLabel('状态').selectOption('全部');
    await page.getByRole('button', { name: paid.id }).click();
    const drawer = page.getByRole('dialog', { name: '捐赠的经过' });
    expect(await drawer.innerText()).toMatch(
      /¥66\.00[\s\S]*爱心人士[\s\S]*第 #1 行[\s\S]*\d{4}-000001[\s\S]*已支付[\s\S]*待支付/,
    );
    await visit.picture('pledge-history');
    await visit.assertAccessible();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await page.getByLabel('状态').selectOption('已退款');
    await page.getByText('没有这样的捐赠').waitFor();
    visit.assertQuiet();
    await visit.leave();
  });

  test('and campaigns can be read on a phone', async () => {
    const visit = await staff('maker', 'pledges', PHONE);
    const { page } = visit;
    const list = new ConsolePage(page);
    for (const path of ['pledges', 'campaigns']) {
      await page.goto(`${installation.url}/staff/${path}`);
      await list.rows.first().waitFor();
      await visit.assertFits();
      const box = await list.rows.first().getByText(/^¥/).first().boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= PHONE.width).toBe(true);
    }
    await page.getByRole('link', { name: '温暖 2026：和困境母亲一起' }).click();
    await page.getByRole('heading', { name: '经过' }).waitFor();
    await visit.assertFits();
    await page.goto(`${installation.url}/staff/campaigns/new`);
    await page.getByRole('checkbox', { name: '益阳市' }).waitFor();
    await visit.assertFits();
    visit.assertQuiet();
    await visit.leave();
  });
});

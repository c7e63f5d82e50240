import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payFast, pledge, seeUntil } from '../../../apps/visitor/gift.js';
import { DESK, PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { CARDS, wishFor } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { ConsolePage } from '../../support/pages/console.page.js';
import { SignInPage, type Person } from '../../support/pages/sign-in.page.js';
import { approveSecondRule } from '../../support/second-rule.js';

jest.setTimeout(120_000);

let installation: Installation;
let browser: TestBrowser;

beforeAll(async () => {
  [installation, browser] = await Promise.all([Installation.start(), TestBrowser.open()]);
});

afterAll(async () => {
  await browser?.close();
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

async function staff(person: Person): Promise<Visit> {
  const visit = await browser.visit({ size: DESK });
  await new SignInPage(visit.page).passTo(`${installation.url}/staff/reallocations`, person);
  return visit;
}

describe('a re-allocation', () => {
  test('is previewed and proposed by one person, looked at and approved by another, and posted', async () => {
    const campaign = await installation.campaign();
    const donor = installation.visitor();
    for (const amount of ['6600', '10000']) {
      const wish = wishFor(campaign, { amount });
      await payFast(await pledge(donor, wish), CARDS.good);
      await seeUntil(donor, wish.id, ({ receipt }) => receipt?.downloadUrl != null);
    }
    await approveSecondRule(installation);

    const making = await staff('maker');
    const maker = making.page;
    await maker.getByText('还没有再分配').waitFor();
    await making.assertAccessible();
    await maker.getByRole('link', { name: '提出再分配' }).click();
    await maker.getByRole('button', { name: '预览' }).click();
    expect(await maker.getByText('请填写。').count()).toBe(3);
    await maker.getByLabel('活动', { exact: true }).selectOption({ label: '温暖 2026：和困境母亲一起' });
    await maker.getByLabel('现在按哪一版规则').selectOption({ index: 2 });
    await maker.getByLabel('应该按哪一版规则').selectOption({ index: 1 });
    await maker.getByRole('button', { name: '预览' }).click();
    await maker.getByText('¥166.00，2 笔捐赠，按规则第 2 版。').waitFor();
    await making.picture('preview');
    expect(await new ConsolePage(maker).rows.count()).toBe(14);
    await making.assertAccessible();
    for (const size of [PHONE, DESK]) {
      await making.resize(size);
      await making.assertFits();
    }
    await maker.getByRole('button', { name: '提交复核' }).click();
    await maker.getByLabel('公开说明').fill('原规则的权重录入有误，现按更正后的规则重新分配。');
    await maker.getByLabel('内部原因').fill('权重表第三行错位，见工作记录。');
    await maker.getByRole('button', { name: '提交复核' }).click();
    await maker.getByText('等待另一位同事复核。').waitFor();
    expect(await maker.getByRole('button', { name: '批准' }).count()).toBe(0);

    const checking = await staff('checker');
    const checker = checking.page;
    await checker.getByText('有 1 份等待复核。').waitFor();
    await checker.getByRole('link', { name: '按规则第 1 版分配的 2 笔捐赠' }).click();
    await checker.getByText('权重表第三行错位，见工作记录。').first().waitFor();
    await checking.assertAccessible();
    await checker.getByRole('button', { name: '批准' }).click();
    const dialog = checker.getByRole('dialog', { name: '批准这次再分配？' });
    await dialog.getByText('¥166.00，2 笔捐赠，按规则第 2 版。').waitFor();
    await checking.picture('approve');
    await dialog.getByRole('button', { name: '批准' }).click();
    await dialog.getByText('请写下理由。').waitFor();
    await checking.assertAccessible();
    await dialog.getByLabel('理由').fill('与更正后的权重表核对无误');
    await dialog.getByRole('button', { name: '批准' }).click();
    await dialog.waitFor({ state: 'detached' });
    await checker.getByText('入账进度：2 / 2 笔').waitFor();
    await checker.getByText(/^全部入账/).waitFor();
    await checker.getByText('与更正后的权重表核对无误').waitFor();
    await checking.picture('posted');
    for (const size of [PHONE, DESK]) {
      await checking.resize(size);
      await checking.assertFits();
    }
    for (const visit of [making, checking]) {
      visit.assertQuiet();
      await visit.leave();
    }
    expect(await installation.count('ledger_transfer')).toBe(4);
  });

  test('of money a city gives back is refused in red when its fund holds too little, and taken back by its maker', async () => {
    const making = await staff('maker');
    const { page } = making;
    await page.goto(`${installation.url}/staff/reallocations/new`);
    await page.getByRole('radio', { name: '市州退回没用完的钱' }).check();
    await page.getByLabel('活动', { exact: true }).selectOption({ label: '温暖 2026：和困境母亲一起' });
    await page.getByLabel('退回的市州').selectOption({ label: '益阳市' });
    await page.getByLabel('退回金额（元）').fill('100000');
    await page.getByRole('button', { name: '预览' }).click();
    await page.getByRole('alert').filter({ hasText: '这些市州的资金不够转出，不能提交：益阳 还差 ¥' }).waitFor();
    await making.picture('fund-too-small');
    expect(await page.getByRole('button', { name: '提交复核' }).count()).toBe(0);
    await making.assertAccessible();
    await page.getByLabel('退回金额（元）').fill('1');
    await page.getByRole('button', { name: '预览' }).click();
    await page.getByLabel('公开说明').fill('益阳市妇联退回未使用的资金。');
    await page.getByLabel('内部原因').fill('项目已结束');
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByRole('button', { name: '收回' }).click();
    const dialog = page.getByRole('dialog', { name: '退回这次再分配？' });
    await dialog.getByLabel('理由').fill('金额待核实');
    await dialog.getByRole('button', { name: '退回', exact: true }).click();
    await page.getByText('没有入账。').waitFor();
    making.assertQuiet();
    await making.leave();
  });
});

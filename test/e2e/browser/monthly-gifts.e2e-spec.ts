import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payOnPage } from '../../../apps/visitor/gift.js';
import { DESK, PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { CARDS } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { letMonthPass, seeMonthlyUntil } from '../../support/monthly-gifts.js';
import { GiveSheet } from '../../support/pages/give-sheet.js';
import { SignInPage } from '../../support/pages/sign-in.page.js';

jest.setTimeout(180_000);

let installation: Installation;
let browser: TestBrowser;
let visit: Visit;
let giftId: string;

beforeAll(async () => {
  [installation, browser] = await Promise.all([Installation.start(), TestBrowser.open()]);
  visit = await browser.visit({ size: PHONE });
});

afterAll(async () => {
  await browser?.close();
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

/** Nothing sticks out, on a phone and at a desk, and axe finds nothing. */
async function isSound(of: Visit, name: string, back: typeof PHONE | typeof DESK): Promise<void> {
  for (const size of [PHONE, DESK]) {
    await of.resize(size);
    await of.assertFits();
  }
  await of.resize(back);
  await of.picture(name);
  await of.assertAccessible();
}

async function confirmInSheet(name: string, button: string): Promise<void> {
  const sheet = visit.page.getByRole('dialog', { name });
  await sheet.waitFor();
  await visit.assertAccessible();
  await sheet.getByRole('button', { name: button, exact: true }).click();
  await sheet.waitFor({ state: 'hidden' });
}

describe('a giver who gives every month', () => {
  test('chooses it in the sheet, reads the rules, and is asked for an address', async () => {
    const { page } = visit;
    await page.goto(`${installation.url}/c/warm-2026#give`);
    const give = await new GiveSheet(page).opened();
    await give.choose('月捐');
    await give.sheet.getByText('错过的月份不补扣').waitFor();
    await give.sheet.getByText('月捐只能用银行卡').waitFor();
    await give.sheet.getByLabel('每月哪一天').selectOption('28');
    await give.choose('¥30');
    await give.plan.check();
    await give.pay.click();
    await give.sheet.getByText('月捐需要邮箱').waitFor();
    await isSound(visit, 'give-sheet', PHONE);
    await give.sheet.getByLabel('邮箱', { exact: true }).fill('monthly.browser@example.org');
    await give.sheet.getByRole('button', { name: '支付第一笔 ¥30.00' }).click();
    await page.waitForURL(`${installation.sandboxUrl}/**`);
    const { location } = await payOnPage(page.url(), CARDS.good);
    await page.goto(location ?? '');
    await page.getByRole('link', { name: '管理月捐' }).click();
    await page.getByRole('heading', { name: '每月 ¥30.00' }).waitFor();
    giftId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByText('VISA 尾号 4242').waitFor();
    await isSound(visit, 'monthly', PHONE);
  });

  test('changes amount and day, pauses, goes on, stops and takes that back', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: '改金额或日期' }).click();
    await page.getByLabel('每月金额（元）').fill('0.5');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('请填写 ¥1 到').waitFor();
    await page.getByLabel('每月金额（元）').fill('50');
    await page.getByRole('dialog').getByLabel('每月哪一天').selectOption('3');
    await confirmInSheet('改金额或日期', '保存');
    await page.getByRole('heading', { name: '每月 ¥50.00' }).waitFor();
    await page.getByText(/^\d{4}-\d{2}-03$/).waitFor();
    await page.getByRole('button', { name: '暂停' }).click();
    await page.getByLabel('暂停 3 个月').check();
    await confirmInSheet('暂停', '暂停');
    await page.getByRole('heading', { name: '月捐已暂停' }).waitFor();
    await page.getByRole('button', { name: '恢复' }).click();
    await page.getByRole('heading', { name: '每月 ¥50.00' }).waitFor();
    await page.getByRole('button', { name: '停止' }).click();
    await confirmInSheet('停止月捐', '停止月捐');
    await page.getByText('今天之内可以撤回').waitFor();
    await isSound(visit, 'monthly-stopped', PHONE);
    await page.getByRole('button', { name: '撤回，继续月捐' }).click();
    await page.getByRole('heading', { name: '每月 ¥50.00' }).waitFor();
  });

  test('reads why a month could not be charged, puts in another card, and the month is paid', async () => {
    const { page } = visit;
    const putIn = async (button: string, card: string): Promise<void> => {
      await page.getByRole('button', { name: button }).first().click();
      await page.waitForURL(`${installation.sandboxUrl}/**`);
      const { location } = await payOnPage(page.url(), card);
      await page.goto(location ?? '');
    };
    await putIn('换卡', '4000000000000341');
    await page.getByText('VISA 尾号 0341').waitFor();
    await letMonthPass(installation, giftId);
    const staff = await installation.signIn('maker');
    await seeMonthlyUntil(staff, giftId, ({ state }) => state === 'PAST_DUE');
    await page.reload();
    await page.getByRole('heading', { name: '这个月还没有扣成' }).waitFor();
    await isSound(visit, 'monthly-past-due', PHONE);
    await putIn('换一张卡', '5555555555554444');
    await page.getByText('MASTERCARD 尾号 4444').waitFor();
    await page.getByText('已捐 2 笔，共 ¥80.00').waitFor({ timeout: 60_000 });
    visit.assertQuiet();
  });

  test('finds nothing where there is nothing of theirs', async () => {
    const stranger = await browser.visit({ size: PHONE });
    await stranger.page.goto(`${installation.url}/monthly/${giftId}`);
    await stranger.page.getByText('没有找到这份月捐').waitFor();
    await stranger.assertAccessible();
    await stranger.leave();
  });
});

test('the foundation sees each with its months and stops one for a reason', async () => {
  const desk = await browser.visit({ size: DESK });
  const { page } = desk;
  await new SignInPage(page).passTo(`${installation.url}/staff/monthly-gifts`, 'maker');
  await page.getByText('1 份月捐正在进行，每月 ¥50.00').waitFor();
  await isSound(desk, 'staff-list', DESK);
  await page.getByRole('button', { name: giftId }).click();
  const drawer = page.getByRole('dialog').first();
  await drawer.getByText('扣款没有成功').waitFor();
  await desk.picture('staff-drawer');
  await desk.assertAccessible();
  await drawer.getByRole('button', { name: '停止这份月捐……' }).click();
  await page.getByRole('button', { name: '停止月捐', exact: true }).click();
  await page.getByText('请填写原因').waitFor();
  await page.getByLabel('原因', { exact: true }).fill('示例：捐赠人来电要求停止');
  await desk.assertAccessible();
  await page.getByRole('button', { name: '停止月捐', exact: true }).click();
  await drawer.getByText('基金会停止了月捐：示例：捐赠人来电要求停止').waitFor();
  await page.getByText('0 份月捐正在进行').waitFor();
  expect(await installation.count('monthly_gift', `id = $1 AND end_reason = 'STAFF'`, [giftId])).toBe(1);
  desk.assertQuiet();
});

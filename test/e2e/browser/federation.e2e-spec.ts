import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { payFast, pledge, seeUntil } from '../../../apps/visitor/gift.js';
import { PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { CARDS, wishFor } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { FundPage } from '../../support/pages/fund.page.js';
import { SignInPage } from '../../support/pages/sign-in.page.js';

jest.setTimeout(60_000);

let installation: Installation;
let browser: TestBrowser;

beforeAll(async () => {
  [installation, browser] = await Promise.all([Installation.start(), TestBrowser.open()]);
  const campaign = await installation.campaign();
  const donor = installation.visitor();
  const wishes = [
    wishFor(campaign, { amount: '20000', designation: { kind: 'REGION', regionCode: '430900' } }),
    wishFor(campaign, { amount: '100000' }),
  ];
  for (const wish of wishes) {
    await payFast(await pledge(donor, wish), CARDS.good);
    await seeUntil(donor, wish.id, ({ allocation }) => allocation.state === 'POSTED');
  }
});

afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

async function fundOf(
  person: 'yiyang' | 'changsha',
  size?: { width: number; height: number },
): Promise<[Visit, FundPage]> {
  const visit = await browser.visit(size ? { size } : {});
  await new SignInPage(visit.page).passTo(`${installation.url}/fund`, person);
  return [visit, await new FundPage(visit.page).opened()];
}

async function downloaded(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

describe('the door', () => {
  test('refuses a wrong password without saying which part was wrong, then lets the right one in', async () => {
    const visit = await browser.visit();
    visit.expectComplaint(/401/);
    await visit.page.goto(`${installation.url}/fund`);
    const door = new SignInPage(visit.page);
    await door.enter('yiyang@example.org', 'wrong-password-1');
    await door.refusal.getByText('邮箱或密码不对').waitFor();
    await visit.picture('sign-in-refused');
    await visit.assertAccessible();
    await door.enter('yiyang@example.org', 'demo-yiyang-2026');
    await new FundPage(visit.page).opened();
    expect(new URL(visit.page.url()).pathname).toBe('/fund');
    visit.assertQuiet();
    await visit.leave();
  });
});

describe('a fund', () => {
  test('shows balance, direct and pool, and every line with its campaign, rule and time', async () => {
    const [visit, fund] = await fundOf('yiyang');
    // 790 of 13,000 parts of ¥1,000.00 from the pool, to the fen, and ¥200.00 that were meant for the city.
    await fund.rows.nth(1).waitFor();
    expect(await fund.totals.innerText()).toMatch(/¥200\.00[\s\S]*¥60\.7[67][\s\S]*¥260\.7[67]/);
    const [pool, direct] = await fund.rows.allInnerTexts();
    expect(pool).toMatch(
      /\d{4}-\d\d-\d\d \d\d:\d\d[\s\S]*全省统筹[\s\S]*温暖 2026[\s\S]*规则第 1 版[\s\S]*#2[\s\S]*¥60\.7[67]/,
    );
    expect(direct).toMatch(/指定本市[\s\S]*#1[\s\S]*¥200\.00/);
    await visit.picture('fund');
    await visit.assertAccessible();
    await visit.assertFits();

    await fund.from.fill('2020-01-01');
    await fund.to.fill('2020-01-31');
    await fund.page.getByText('这几天没有入账').waitFor();
    await fund.to.fill('2019-12-31');
    await fund.page.getByRole('alert').getByText('结束日期早于开始日期，没有可看的内容。').waitFor();
    await fund.page.getByRole('button', { name: '看全部' }).click();
    await fund.rows.nth(1).waitFor();
    visit.assertQuiet();
    await visit.leave();
  });

  test('can be taken along as CSV and as a workbook', async () => {
    const [visit, fund] = await fundOf('yiyang');
    const csv = await downloaded(fund.page, () => fund.export('CSV').click());
    expect(csv.name).toMatch(/\.csv$/);
    expect(csv.bytes.toString()).toMatch(/200\.00/);
    expect(csv.bytes.toString().trim().split('\n')).toHaveLength(3);
    const workbook = await downloaded(fund.page, () => fund.export('Excel').click());
    expect(workbook.name).toMatch(/\.xlsx$/);
    expect(workbook.bytes.subarray(0, 2).toString()).toBe('PK');
    visit.assertQuiet();
    await visit.leave();
  });

  test('is the own one only: another federation sees its own, and staff pages stay closed', async () => {
    const [visit, fund] = await fundOf('changsha');
    await fund.rows.first().waitFor();
    expect(await fund.rows.count()).toBe(1);
    expect(await fund.rows.first().innerText()).toContain('全省统筹');
    for (const page of ['campaigns', 'pledges', 'campaigns/new']) {
      await visit.page.goto(`${installation.url}/staff/${page}`);
      await visit.page.getByText('这个账号不能做这件事。').waitFor();
    }
    await visit.assertAccessible();
    await visit.page.getByRole('link', { name: '去我的页面' }).click();
    await fund.opened();
    visit.assertQuiet();
    await visit.leave();
  });

  test('can be worked with by keyboard alone, up to signing out', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    const fund = new FundPage(page);
    await page.goto(`${installation.url}/sign-in`);
    await fund.tabTo(page.getByLabel('邮箱'));
    await page.keyboard.type('yiyang@example.org');
    await fund.tabTo(page.getByLabel('密码'));
    await page.keyboard.type('demo-yiyang-2026');
    await page.keyboard.press('Enter');
    await fund.opened();
    const signOut = page.getByRole('button', { name: '退出' });
    await fund.rows.nth(1).waitFor();
    await fund.assertReachable([
      page.getByRole('link', { name: '资金' }),
      signOut,
      fund.from,
      fund.to,
      fund.export('CSV'),
      fund.export('Excel'),
      page.getByRole('region', { name: '资金明细' }),
    ]);
    await signOut.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '登录' }).waitFor();
    visit.assertQuiet();
    await visit.leave();
  });

  test('can be read on a phone: each amount is on the screen', async () => {
    const [visit, fund] = await fundOf('yiyang', PHONE);
    await fund.rows.nth(1).waitFor();
    await visit.assertFits();
    const box = await fund.rows.first().getByText(/^¥/).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= PHONE.width).toBe(true);
    await visit.assertAccessible();
    visit.assertQuiet();
    await visit.leave();
  });
});

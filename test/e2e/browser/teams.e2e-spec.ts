import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import { DESK, PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { CARDS } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { CheckoutPage } from '../../support/pages/checkout.page.js';
import { GiveSheet } from '../../support/pages/give-sheet.js';
import { SignInPage } from '../../support/pages/sign-in.page.js';

jest.setTimeout(180_000);

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

async function fine(visit: Visit): Promise<void> {
  await visit.assertAccessible();
  await visit.assertFits();
}

describe('a team', () => {
  test('is opened on a phone, given to in its name, looked after by its captain, and taken down by staff', async () => {
    const visit = await browser.visit({ size: PHONE });
    const { page } = visit;
    await page.goto(`${installation.url}/c/warm-2026`);
    await page.getByRole('link', { name: '发起战队' }).click();

    // Opening it: what is missing is said at the field.
    await page.getByRole('heading', { name: '发起战队' }).waitFor();
    await page.getByRole('button', { name: '发起战队' }).click();
    expect(await page.getByText('请填写这一项。').count()).toBe(3);
    await visit.picture('open-team-faults');
    await fine(visit);
    await page.getByRole('radio', { name: '城市' }).check();
    await page.getByLabel('战队名字').fill('桂花开了战队');
    await page.getByLabel('哪座城', { exact: true }).selectOption({ label: '益阳市' });
    await page.getByLabel('怎么称呼您').fill('小满');
    await page.getByLabel('您的邮箱').fill('captain@example.org');
    await page.getByLabel('一句话（可不填）').fill('从一块钱开始');
    await page.getByLabel('目标金额（元，可不填）').fill('5000');
    const picture = await sharp({ create: { width: 900, height: 500, channels: 3, background: '#2f6f4f' } })
      .png()
      .toBuffer();
    await page.getByLabel('图片（可不选）').setInputFiles({ name: 'team.png', mimeType: 'image/png', buffer: picture });
    await page.getByText('图片已上传，保存后生效。').waitFor();
    await visit.picture('open-team-filled');
    await page.getByRole('button', { name: '发起战队' }).click();

    // The desk, by the captain's own link.
    await page.getByRole('heading', { name: '桂花开了战队' }).waitFor();
    const deskUrl = page.url();
    expect(deskUrl).toContain('token=');
    await page.getByText('新图片要等工作人员看过才公开').waitFor();
    await visit.picture('captains-desk');
    await fine(visit);
    await page.getByRole('link', { name: '看战队页面' }).click();

    // The public page; giving in its name.
    await page.getByText('从一块钱开始').waitFor();
    const teamUrl = page.url();
    await visit.picture('team-page');
    const poster = page.getByRole('link', { name: '保存海报' });
    const [download] = await Promise.all([page.waitForEvent('download'), poster.click()]);
    visit.paper('poster', 'png', readFileSync(await download.path()));
    await fine(visit);
    await page.getByRole('link', { name: '捐一份爱心' }).filter({ visible: true }).click();
    const sheet = await new GiveSheet(page).opened();
    await sheet.sheet.getByText('以战队「桂花开了战队」的名义').waitFor();
    expect(await sheet.destination.inputValue()).toBe('430900');
    await visit.picture('give-in-its-name');
    await visit.assertAccessible();
    await sheet.plan.check();
    await sheet.pay.click();
    const checkout = await new CheckoutPage(page).opened();
    await checkout.payWith(CARDS.good);
    await page.waitForURL(/\/pledges\//);
    await page.goto(teamUrl);
    await visit.reloadUntil(page.getByRole('region', { name: '募捐进度' }).getByText('¥66.00').first());

    // The captain edits, invites and sees totals.
    await page.goto(deskUrl);
    await page.getByText('¥66.00').first().waitFor();
    await page.getByLabel('一句话（可不填）').fill('改过的一句话');
    await page.getByRole('button', { name: '保存' }).click();
    const toasts = page.getByRole('region', { name: '刚刚做好的事' });
    await toasts.getByText('已保存。').waitFor();
    await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: '转发链接' }).click();
    await toasts.getByText('链接已复制。').hover(); // It stays for as long as it is pointed at.
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(teamUrl);
    await visit.assertAccessible();
    await visit.picture('toasts');
    await toasts.getByRole('button', { name: '关闭' }).first().click();
    await toasts.getByText('链接已复制。').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '邀请共同队长' }).click();
    const invitation = await page.getByText(/\/join\?invitation=/).innerText();
    const other = await browser.visit({ size: PHONE });
    await other.page.goto(invitation);
    await other.page.getByText('您受邀和大家一起照看战队「桂花开了战队」').waitFor();
    await other.picture('invited-to-lead');
    await fine(other);
    await other.page.getByLabel('怎么称呼您').fill('立春');
    await other.page.getByLabel('您的邮箱').fill('second@example.org');
    await other.page.getByRole('button', { name: '接受邀请' }).click();
    await other.page.getByText('共同队长', { exact: true }).first().waitFor();
    other.assertQuiet();
    await other.leave();

    // It is found by a part of its name.
    await page.goto(`${installation.url}/c/warm-2026/teams`);
    await page.getByLabel('战队或小分队的名字').fill('桂花');
    await page.getByRole('link', { name: '桂花开了战队' }).waitFor();
    await page.getByRole('link', { name: '益阳姐姐战队（示例）' }).waitFor({ state: 'detached' });
    await visit.picture('teams-found');
    await fine(visit);

    // Staff look at the picture, then take the team down; its page says why.
    const staff = await browser.visit({ size: DESK });
    await new SignInPage(staff.page).passTo(`${installation.url}/staff/teams`, 'checker');
    await staff.page.getByRole('button', { name: '桂花开了战队' }).click();
    await staff.page.getByRole('heading', { name: '等待审核的内容' }).waitFor();
    await staff.page.getByRole('button', { name: '公开', exact: true }).click();
    const publish = staff.page.getByRole('dialog', { name: '公开「桂花开了战队」的内容？' });
    await publish.getByRole('button', { name: '公开', exact: true }).click();
    await publish.getByText('请写下原因。').waitFor();
    await staff.picture('staff-review');
    await staff.assertAccessible();
    await publish.getByLabel('原因').fill('示例：图片合适');
    await publish.getByRole('button', { name: '公开', exact: true }).click();
    await publish.waitFor({ state: 'detached' });
    await page.goto(teamUrl);
    await visit.reloadUntil(page.locator('.cover img[srcset*="team-pictures/"]'));
    await staff.page.getByRole('button', { name: '下架' }).click();
    const down = staff.page.getByRole('dialog', { name: '下架「桂花开了战队」？' });
    await down.getByLabel('原因').fill('示例：核实为冒名');
    await down.getByRole('button', { name: '下架' }).click();
    await down.waitFor({ state: 'detached' });
    staff.assertQuiet();
    await staff.leave();
    await page.goto(teamUrl);
    await visit.reloadUntil(page.getByText('这支战队已下架'));
    await page.getByText('原因：示例：核实为冒名').waitFor();
    await visit.picture('taken-down');
    expect(await page.getByText('桂花开了战队').count()).toBe(0);
    expect(await page.getByRole('link', { name: '捐一份爱心' }).count()).toBe(0);
    await fine(visit);
    visit.assertQuiet();
    await visit.leave();
  });
});

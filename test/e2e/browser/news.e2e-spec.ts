import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { DESK, PHONE, TestBrowser } from '../../support/browser.js';
import { lettersTo } from '../../support/donors.js';
import { Installation, type ExampleCampaign } from '../../support/installation.js';
import { SignInPage } from '../../support/pages/sign-in.page.js';

jest.setTimeout(150_000);

const READER = 'reader@example.org';
let installation: Installation;
let browser: TestBrowser;
let campaign: ExampleCampaign;

beforeAll(async () => {
  [installation, browser] = await Promise.all([Installation.start(), TestBrowser.open()]);
  campaign = await installation.campaign();
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await browser?.close();
  await installation?.close();
});

/** The link of the newest letter to the reader. */
function linkOf(pattern: RegExp): string {
  const link = pattern.exec(lettersTo(installation, READER).at(-1) ?? '')?.[0];
  if (!link) throw new Error('no letter with such a link');
  return link;
}

test('a reader asks for news, says yes, is told once what staff publish, withdraw and put right, and leaves by one click', async () => {
  const phone = await browser.visit({ size: PHONE });
  const { page } = phone;
  await page.goto(`${installation.url}/c/${campaign.slug}`);
  await page.getByRole('button', { name: '订阅动态' }).click();
  const sheet = page.getByRole('dialog', { name: '订阅动态' });
  await sheet.getByLabel('邮箱').fill('nobody');
  await sheet.getByRole('button', { name: '订阅', exact: true }).click();
  await sheet.getByText('电子邮箱的格式不对').waitFor();
  await phone.assertAccessible();
  await sheet.getByLabel('邮箱').fill(READER);
  await sheet.getByRole('button', { name: '订阅', exact: true }).click();
  await sheet.getByText('请到邮箱里确认').waitFor();
  await phone.picture('asked-for-news');
  await installation.idle();
  await page.goto(linkOf(/http\S+\/news\/nws_\S+/));
  await page.getByText('您要用邮件接收「温暖 2026').waitFor();
  await phone.assertAccessible();
  await phone.assertFits();
  await page.getByRole('button', { name: '确认订阅' }).click();
  await page.getByRole('heading', { name: '已订阅' }).waitFor();
  await phone.picture('subscribed');

  const desk = await browser.visit({ size: DESK });
  await new SignInPage(desk.page).passTo(`${installation.url}/staff/campaigns/${campaign.id}`, 'maker');
  await desk.page.getByText('1 人已确认订阅邮件').waitFor();
  await desk.page.getByRole('button', { name: '发布动态' }).click();
  const dialog = desk.page.getByRole('dialog', { name: '发布动态' });
  await dialog.getByRole('button', { name: '发布并写信' }).click();
  await dialog.getByText('请填写这一项。').waitFor();
  await dialog.getByLabel('标题').fill('第一批已经送到益阳');
  await dialog.getByLabel('正文').fill('今天，第一批资金到了。\n\n谢谢每一位。');
  await desk.picture('staff-publish');
  await desk.assertAccessible();
  await dialog.getByRole('button', { name: '发布并写信' }).click();
  await desk.page.getByText('第一批已经送到益阳').waitFor();
  await installation.idle();
  await desk.page.reload();
  await desk.page.getByText(/已写信 1 封/).waitFor();
  await desk.assertAccessible();

  const [, letter, ...more] = lettersTo(installation, READER);
  expect(more).toEqual([]);
  expect(letter).toMatch(/今天，第一批资金到了。[\s\S]*退订/);
  await page.goto(`${installation.url}/c/${campaign.slug}`);
  await phone.reloadUntil(page.getByRole('heading', { name: '第一批已经送到益阳' }));
  await page.getByText('谢谢每一位。').waitFor();
  await phone.picture('news-on-the-campaign');
  await phone.assertAccessible();
  await phone.assertFits();

  // It was wrong: withdrawn with a reason, gone from the campaign, told at its own address, put right by another.
  await page.getByRole('link', { name: '第一批已经送到益阳' }).click();
  await page.getByRole('heading', { level: 1, name: '第一批已经送到益阳' }).waitFor();
  await phone.assertAccessible();
  const address = page.url();
  expect(letter?.replace(/\s/g, '')).toContain(address);
  await desk.page.getByRole('button', { name: '撤回', exact: true }).click();
  const why = desk.page.getByRole('dialog', { name: '撤回动态' });
  await why.getByLabel('撤回原因').fill('市州写错了，应是岳阳。');
  await desk.assertAccessible();
  await why.getByRole('button', { name: '撤回', exact: true }).click();
  await desk.page.getByText('原因：市州写错了，应是岳阳。').waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '这条动态已撤回' }).waitFor();
  await page.getByText('市州写错了，应是岳阳。').waitFor();
  expect(await page.content()).not.toContain('今天，第一批资金到了');
  await phone.assertAccessible();
  await phone.assertFits();
  await desk.page.getByRole('button', { name: '发布更正' }).click();
  const correction = desk.page.getByRole('dialog', { name: '更正动态' });
  await correction.getByLabel('标题').fill('第一批已经送到岳阳');
  await correction.getByRole('button', { name: '发布并写信' }).click();
  await desk.page.getByText('已有更正').waitFor();
  await desk.assertAccessible();
  desk.assertQuiet();
  await desk.leave();
  await page.reload();
  await page.getByRole('link', { name: '第一批已经送到岳阳' }).click();
  await page.getByText(/更正我们 \d{4}-\d\d-\d\d 发布、已经撤回的动态/).waitFor();
  await phone.assertAccessible();
  await phone.assertFits();
  await page.goto(`${installation.url}/c/${campaign.slug}`);
  await phone.reloadUntil(page.getByRole('heading', { name: '第一批已经送到岳阳' }));
  expect(await page.getByRole('heading', { name: '第一批已经送到益阳' }).count()).toBe(0);
  await installation.idle();
  expect(lettersTo(installation, READER)).toHaveLength(3);

  // What a mail program does when its own button is pressed; opening the same address ends nothing.
  const [mail] = await installation.rows<{ url: string }>(
    'SELECT unsubscribe_url AS url FROM mail_message WHERE unsubscribe_url IS NOT NULL LIMIT 1',
  );
  const click = mail?.url ?? '';
  expect((await fetch(click)).status).toBe(200);
  expect(await installation.count('news_subscription')).toBe(1);
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  expect((await fetch(`${click}x`, { method: 'POST', body })).status).toBe(404);
  expect((await fetch(click, { method: 'POST', body })).status).toBe(200);
  expect(await installation.count('news_subscription')).toBe(0);
  await page.goto(linkOf(/http\S+\/news\/nws_\S+/));
  await page.getByText('它可能已经退订').waitFor();
  phone.assertQuiet();
  await phone.leave();
});

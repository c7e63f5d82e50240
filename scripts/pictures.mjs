/**
 * `npm run pictures -- --url http://localhost:3000`: takes the README's pictures again, from a running site with the
 * example donations. It gives one example gift on the way, because the return page belongs to a giver.
 */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';
import { CommandError, main, say } from './progress.mjs';
import { root } from './steps.mjs';

const folder = path.join(root, 'docs/pictures');
const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 800 };

async function take(page, name) {
  const file = path.join(folder, `${name}.png`);
  await page.evaluate(() => globalThis.document.fonts.ready);
  await page.screenshot({ path: file, animations: 'disabled' });
  say(`docs/pictures/${name}.png ${Math.ceil(statSync(file).size / 1024)} KB`);
}

async function giver(page, url) {
  await page.goto(`${url}/c/warm-2026`, { waitUntil: 'load' });
  await take(page, 'campaign');
  await page.getByRole('link', { name: '捐一份爱心' }).filter({ visible: true }).click();
  const sheet = page.getByRole('dialog', { name: '捐一份爱心' });
  await sheet.getByLabel('给哪里').selectOption({ label: '益阳市' });
  await sheet.getByLabel('留一句话（可不填）').fill('愿您少一点难。');
  await sheet.evaluate(() => globalThis.document.activeElement?.blur());
  await take(page, 'give');
  await sheet.getByLabel('我已了解募捐方案摘要，自愿捐赠').check();
  await sheet.getByRole('button', { name: /^支付/ }).click();
  await page.getByLabel('卡号').fill('4242424242424242');
  await page.getByLabel('有效期').fill(`12/${(new Date().getFullYear() + 3) % 100}`);
  await page.getByLabel('安全码').fill('123');
  await page.getByLabel('持卡人姓名').fill('示例持卡人');
  const email = page.getByLabel('电子邮箱');
  if (await email.isVisible()) await email.fill('giver@example.org');
  await page.getByRole('button', { name: /^(支付|捐赠)/ }).click();
  await page.getByRole('link', { name: '下载捐赠凭证' }).waitFor();
  await take(page, 'gift');
}

async function desks(page, url, email, password, address, words, name) {
  await page.goto(url + address);
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText(words).first().waitFor();
  await page.waitForLoadState('networkidle');
  await take(page, name);
}

await main(async () => {
  const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://localhost:3000' } } });
  const url = values.url.replace(/\/$/, '');
  const executablePath = await findBrowser();
  if (!executablePath) throw new CommandError('No Chromium was found: install one, or set CHROMIUM_PATH.', 1);
  mkdirSync(folder, { recursive: true });
  const args = [
    '--disable-background-networking',
    '--lang=zh-CN',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, LANGUAGE: 'zh_CN' } });
  const someone = async (viewport) =>
    (await browser.newContext({ viewport, locale: 'zh-CN', reducedMotion: 'reduce', colorScheme: 'light' })).newPage();
  try {
    await giver(await someone(phone), url);
    await desks(await someone(desk), url, 'yiyang@example.org', 'demo-yiyang-2026', '/fund', '规则第 1 版', 'fund');
    const staff = await someone(desk);
    await desks(staff, url, 'maker@example.org', 'demo-maker-2026', '/staff/campaigns', '温暖 2026', 'staff');
  } finally {
    await browser.close();
  }
});

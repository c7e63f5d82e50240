/**
 * `npm run pictures -- --url http://localhost:3000`: takes the README's pictures again, from a running site with the
 * example donations. It gives one example gift on the way, because the return page belongs to a giver.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { findBrowser } from './browser.mjs';
import { CommandError, main, say } from './progress.mjs';
import { root } from './steps.mjs';

const folder = path.join(root, 'docs/pictures');
const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 800 };

/** As a PNG of at most 256 colours: a third of the size, and no eye sees it. */
async function keep(bytes, name) {
  const file = path.join(folder, `${name}.png`);
  const { size } = await sharp(bytes).png({ palette: true, effort: 10 }).toFile(file);
  say(`docs/pictures/${name}.png ${Math.ceil(size / 1024)} KB`);
}

async function take(page, name) {
  await page.evaluate(() => globalThis.document.fonts.ready);
  await keep(await page.screenshot({ animations: 'disabled' }), name);
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
  await page.getByRole('radio', { name: '银行卡' }).check();
  await page.getByLabel('卡号').fill('4242424242424242');
  await page.getByLabel('有效期').fill(`12/${(new Date().getFullYear() + 3) % 100}`);
  await page.getByLabel('安全码').fill('123');
  await page.getByLabel('持卡人姓名').fill('示例持卡人');
  const email = page.getByLabel('电子邮箱');
  if (await email.isVisible()) await email.fill('giver@example.org');
  await page.getByRole('button', { name: /^(支付|捐赠)/ }).click();
  await page.getByRole('link', { name: '下载捐赠凭证' }).waitFor();
  await page
    .getByRole('img', { name: /流向图：/ })
    .locator('svg')
    .waitFor();
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  await take(page, 'gift');
}

/** A team that has been given to, and the poster it is passed on with. */
async function captain(page, url) {
  await page.goto(`${url}/c/warm-2026/teams`, { waitUntil: 'load' });
  await page.locator('.team-rows a').first().click();
  const poster = page.getByRole('link', { name: '保存海报' });
  await poster.waitFor();
  await take(page, 'team');
  const answer = await fetch(new URL((await poster.getAttribute('href')) ?? '', url));
  const bytes = Buffer.from(await answer.arrayBuffer());
  await keep(
    await sharp(bytes).resize({ width: phone.width, height: phone.height, fit: 'inside' }).toBuffer(),
    'poster',
  );
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
    await captain(await someone(phone), url);
    await desks(await someone(desk), url, 'yiyang@example.org', 'demo-yiyang-2026', '/fund', '规则第 1 版', 'fund');
    const staff = await someone(desk);
    await desks(staff, url, 'maker@example.org', 'demo-maker-2026', '/staff/campaigns', '温暖 2026', 'staff');
  } finally {
    await browser.close();
  }
});

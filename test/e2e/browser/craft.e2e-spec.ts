import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DESK, PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { Installation } from '../../support/installation.js';
import { CampaignPage } from '../../support/pages/campaign.page.js';
import { CheckoutPage } from '../../support/pages/checkout.page.js';
import { GiveSheet } from '../../support/pages/give-sheet.js';

jest.setTimeout(120_000);

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

/** What has the focus: its name as a screen reader says it, roughly, and whether it is inside the sheet. */
const focused = (page: Page) =>
  page.evaluate<{ name: string; inSheet: boolean; type: string }>(`(() => {
    const it = document.activeElement;
    const label = it.labels?.[0]?.innerText ?? it.closest('fieldset')?.querySelector('legend')?.innerText;
    return {
      name: (it.getAttribute('aria-label') ?? label ?? it.innerText ?? '').trim(),
      inSheet: it.closest('dialog, [role=dialog]') !== null,
      type: it.type ?? it.tagName,
    };
  })()`);

/** Presses Tab until what has the focus fits. @throws Error with what was passed on the way */
async function tabTo(page: Page, fits: (name: string, type: string) => boolean): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const { name, type } = await focused(page);
    if (fits(name, type)) return;
    passed.push(name);
  }
  throw new Error(`the keyboard never came to it, but to: ${passed.join(' | ')}`);
}

describe('giving by keyboard alone', () => {
  test('leads from the page through the form to the payment, and back where it began', async () => {
    const visit = await browser.visit({ size: DESK });
    const { page } = visit;
    await new CampaignPage(page).open(installation.url, SLUG);
    await page.getByRole('link', { name: '捐一份爱心' }).first().waitFor();
    await page.keyboard.press('Tab');
    expect((await focused(page)).name).toBe('跳到正文');
    await tabTo(page, (name) => name === '捐一份爱心');
    await page.keyboard.press('Enter');
    const sheet = await new GiveSheet(page).opened();
    await expect(focused(page)).resolves.toMatchObject({ inSheet: true });

    await page.keyboard.press('Escape');
    await sheet.sheet.waitFor({ state: 'detached' });
    expect((await focused(page)).name).toBe('捐一份爱心');
    await page.keyboard.press('Enter');
    await sheet.opened();

    await tabTo(page, (name, type) => type === 'radio' && name.includes('66'));
    await page.keyboard.press('ArrowRight');
    expect(await sheet.sheet.getByRole('radio', { name: '¥100', exact: true }).isChecked()).toBe(true);
    await tabTo(page, (name) => name === '给哪里');
    for (let presses = 0; presses < 15 && (await sheet.destination.inputValue()) !== '430900'; presses += 1) {
      await page.keyboard.press('ArrowDown');
    }
    expect(await sheet.destination.inputValue()).toBe('430900');
    await tabTo(page, (name) => name.startsWith('我已了解'));
    await page.keyboard.press('Space');
    await tabTo(page, (name) => name === '支付 ¥100.00');
    await page.keyboard.press('Enter');
    await new CheckoutPage(page).opened();
    visit.assertQuiet();
    await visit.leave();
  });

  test('tells a screen reader what each control is, is called and holds', async () => {
    const visit = await browser.visit({ size: PHONE });
    const campaign = await new CampaignPage(visit.page).open(installation.url, SLUG);
    const page = await visit.page.locator('body').ariaSnapshot();
    for (const line of [
      '- link "跳到正文"',
      '- banner:',
      '- navigation "网站导航"',
      '- main:',
      '- heading "温暖 2026：和困境母亲一起" [level=1]',
      '- region "募捐进度"',
      '- button "益阳市 ¥0.00"',
      '- contentinfo:',
    ]) {
      expect(page).toContain(line);
    }
    const sheet = (await campaign.give()).sheet;
    const form = await sheet.ariaSnapshot();
    for (const line of [
      '- dialog "捐一份爱心":',
      '- heading "捐一份爱心" [level=2]',
      '- button "关闭"',
      '- group "捐多少":',
      '- radio "¥66" [checked]',
      '- combobox "给哪里":',
      '- option "全省统筹" [selected]',
      '- group "怎样显示您":',
      '- textbox "留一句话（可不填）"',
      '- textbox "收凭证的邮箱（可不填）"',
      '- checkbox "我已了解募捐方案摘要，自愿捐赠"',
      '- button "支付 ¥66.00"',
    ]) {
      expect(form).toContain(line);
    }
    await visit.leave();
  });
});

describe('large text', () => {
  const sizeOfText = (visit: Visit) =>
    visit.page.evaluate<number>(`parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)`);

  test('is switched on once, remembered on the device, and there before anything is painted', async () => {
    const visit = await browser.visit({ size: DESK });
    await visit.page.goto(`${installation.url}/campaigns`);
    const usual = await sizeOfText(visit);
    const knob = visit.page.getByRole('banner').getByRole('button', { name: '大字' });
    await knob.click();
    expect(await knob.getAttribute('aria-pressed')).toBe('true');
    expect(await sizeOfText(visit)).toBeCloseTo(usual * 1.375, 1);
    await visit.page.goto(`${installation.url}/c/${SLUG}`);
    expect(await visit.page.evaluate(`document.documentElement.className`)).toBe('large-text');
    await visit.resize(PHONE);
    await visit.assertFits();
    await visit.assertAccessible();
    visit.assertQuiet();
    await visit.leave();
  });

  test.each(['/', `/c/${SLUG}`, '/campaigns', '/cities/433100', '/statistics', '/rules', '/disclosures'])(
    'twice as large as the browser was set to fits a phone: %s',
    async (address) => {
      const visit = await browser.visit({ size: PHONE });
      await visit.page.goto(installation.url + address);
      await visit.page.evaluate(`document.documentElement.style.fontSize = '200%'`);
      await visit.resize(PHONE);
      await visit.assertFits();
      await visit.leave();
    },
  );
});

describe('without a network', () => {
  test('a public page that was seen is shown again and says so; a personal one is not kept', async () => {
    const visit = await browser.visit({ size: PHONE, keepsPages: true });
    const { page, context } = visit;
    visit.expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
    await page.goto(`${installation.url}/campaigns`);
    await page.evaluate(`navigator.serviceWorker.ready.then(() => undefined)`);
    // The second visit is the first that passes the worker, which keeps it with its files.
    for (const address of ['/sign-in', '/campaigns']) {
      await page.goto(installation.url + address);
      await page.waitForLoadState('load');
    }
    await page.waitForTimeout(500);
    await context.setOffline(true);
    await page.goto(`${installation.url}/campaigns`);
    await page.getByRole('heading', { level: 1, name: '全部募捐活动' }).waitFor();
    await page.getByText('现在没有网络。').waitFor();
    await visit.picture('offline');
    await page.goto(`${installation.url}/sign-in`);
    await page.getByRole('heading', { level: 1, name: '现在没有网络' }).waitFor();
    await context.setOffline(false);
    await page.goto(`${installation.url}/campaigns`);
    expect(await page.getByText('现在没有网络。').count()).toBe(0);
    const kept = await page.evaluate<string[]>(
      `caches.open('pages-1').then((pages) => pages.keys()).then((keys) => keys.map(({ url }) => new URL(url).pathname))`,
    );
    expect(kept).toEqual(['/campaigns']);
    await visit.leave();
  });

  test('the site can be installed: its manifest names icons that exist', async () => {
    const page = await (await fetch(`${installation.url}/`)).text();
    expect(page).toContain('<link rel="manifest" href="/manifest.webmanifest"');
    const response = await fetch(`${installation.url}/manifest.webmanifest`);
    expect(response.headers.get('content-type')).toMatch(/^application\/manifest\+json/);
    const { icons } = (await response.json()) as { icons: { src: string; type: string }[] };
    for (const { src, type } of [...icons, { src: '/icon-180.png', type: 'image/png' }]) {
      const icon = await fetch(installation.url + src);
      expect([src, icon.status, icon.headers.get('content-type')]).toEqual([src, 200, type]);
    }
  });
});

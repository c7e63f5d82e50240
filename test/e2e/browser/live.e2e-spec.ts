import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payFast, pledge, seeUntil } from '../../../apps/visitor/gift.js';
import { PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { CARDS, wishFor } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { CampaignPage } from '../../support/pages/campaign.page.js';
import { CheckoutPage } from '../../support/pages/checkout.page.js';
import { PledgePage } from '../../support/pages/pledge.page.js';

jest.setTimeout(90_000);

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

const openCampaign = (visit: Visit): Promise<CampaignPage> => new CampaignPage(visit.page).open(installation.url, SLUG);

/** Questions the page asks by itself, apart from its stream. */
function questionsOf(visit: Visit): string[] {
  const asked: string[] = [];
  visit.page.on('request', (request) => {
    if (request.url().endsWith('/graphql')) asked.push(request.postData() ?? '');
  });
  return asked;
}

const streamOpened = (visit: Visit) =>
  visit.page.waitForResponse((response) => response.url().endsWith('/graphql/stream'));

describe("a campaign's page", () => {
  test('shows what somebody else gives, as it is booked, without asking again', async () => {
    const [watching, giving] = [await browser.visit({ size: PHONE }), await browser.visit({ size: PHONE })];
    const asked = questionsOf(watching);
    const opened = streamOpened(watching);
    const campaign = await openCampaign(watching);
    expect((await opened).status()).toBe(200);
    await campaign.raised.getByText('¥0.00').waitFor();

    const sheet = await (await openCampaign(giving)).give();
    await sheet.destination.selectOption('益阳市');
    await sheet.choose('留名');
    await sheet.name.fill('示例甲');
    await sheet.plan.check();
    await sheet.pay.click();
    await (await new CheckoutPage(giving.page).opened()).payWith(CARDS.good);
    await new PledgePage(giving.page).thanked();

    await campaign.raised.getByText('¥66.00').first().waitFor();
    await campaign.city('益阳市').filter({ hasText: '¥66' }).waitFor();
    await campaign.wallEntry('示例甲').waitFor();
    expect(asked).toEqual([]);
    for (const visit of [watching, giving]) {
      visit.assertQuiet();
      await visit.leave();
    }
  });

  test('holds no stream while nobody looks at it', async () => {
    const visit = await browser.visit({ size: PHONE });
    const streams = async (): Promise<number> => {
      const metrics = await (await fetch(`${installation.url}/metrics`)).text();
      return Number(/^yiqijuan_live_streams (\d+)$/m.exec(metrics)?.[1]);
    };
    const until = async (count: number): Promise<void> => {
      for (let tries = 0; (await streams()) !== count; tries += 1) {
        if (tries > 50) throw new Error(`${await streams()} streams are open, not ${count}`);
        await visit.page.waitForTimeout(100);
      }
    };
    await openCampaign(visit);
    await until(1);
    await visit.page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));`);
    await until(0);
    await visit.page.evaluate(
      `delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'));`,
    );
    await until(1);
    await visit.leave();
  });

  test('asks from time to time where no stream can be had', async () => {
    const visit = await browser.visit({ size: PHONE });
    visit.expectComplaint(/ERR_BLOCKED_BY_CLIENT/);
    await visit.page.route('**/graphql/stream', (route) => route.abort('blockedbyclient'));
    await visit.page.clock.install();
    const asked = questionsOf(visit);
    const campaign = await openCampaign(visit);
    const before = await campaign.raised.innerText();
    const donor = installation.visitor();
    const wish = wishFor(await installation.campaign(SLUG), { amount: '10000' });
    await payFast(await pledge(donor, wish), CARDS.good);
    await seeUntil(donor, wish.id, ({ allocation }) => allocation.state === 'POSTED');
    await visit.page.clock.runFor(16_000);
    await campaign.raised.getByText('¥166.00').first().waitFor();
    expect(before).toContain('¥66.00');
    expect(asked.every((body) => body.includes('CampaignLive'))).toBe(true);
    visit.assertQuiet();
    await visit.leave();
  });
});

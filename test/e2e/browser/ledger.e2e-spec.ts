import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payFast, pledge, seeUntil } from '../../../apps/visitor/gift.js';
import { applyFor } from '../../support/books.js';
import { DESK, PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { CARDS, wishFor } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { SignInPage, type Person } from '../../support/pages/sign-in.page.js';

jest.setTimeout(90_000);

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
  await applyFor(installation, 'org_federation_430900', 5_000n, 'dis_1');
});

afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

async function opened(person: Person, path: string, size: { width: number; height: number } = DESK): Promise<Visit> {
  const visit = await browser.visit({ size });
  await new SignInPage(visit.page).passTo(`${installation.url}${path}`, person);
  return visit;
}

describe('the books on the page', () => {
  test.each([
    ['at a desk', DESK],
    ['on a phone', PHONE],
  ])('go from the trial balance to an account, an entry, a gift and back, %s', async (_, size) => {
    const visit = await opened('checker', '/staff/ledger', size);
    const { page } = visit;
    // The pictures show both sizes as it is.
    const keep = async (step: string): Promise<void> => (size === DESK ? visit.picture(step) : undefined);
    await page.getByRole('row', { name: /^合计/ }).waitFor();
    const [debit, credit] = (await page.getByRole('row', { name: /^合计/ }).innerText()).match(/¥[\d,.]+/g) ?? [];
    expect(debit).toBe(credit);
    await keep('trial-balance');
    await visit.assertAccessible();
    await visit.assertFits();

    await page.getByRole('button', { name: '收支表' }).click();
    await page.getByText('与各项结余之和的差额 ¥0.00。').first().waitFor();
    await visit.assertAccessible();
    await visit.assertFits();

    await page.getByRole('button', { name: '市州对账桥' }).click();
    await page
      .getByText(/14 个市州：已分配 ¥1,200\.00 ＝ 已拨付 ¥0\.00 ＋ 还在账上 ¥1,200\.00，差额 ¥0\.00。/)
      .waitFor();
    await page.locator('summary').filter({ hasText: '益阳' }).click();
    await keep('city-bridges');
    await page.getByText('指定捐赠（全额）').filter({ visible: true }).waitFor();
    await visit.assertAccessible();
    await visit.assertFits();

    await page.getByRole('button', { name: '试算平衡' }).click();
    await page
      .getByRole('button', { name: /益阳 · 定向捐赠/ })
      .nth(1) // Behind the account of what was applied for.
      .click();
    await page.getByText('期初 ¥0.00，期末 ¥150.00。').waitFor();
    await page.locator('summary').filter({ hasText: '贷 ¥200.00' }).click();
    await page.getByRole('button', { name: /一笔捐赠到账/ }).click();
    const drawer = page.getByRole('dialog', { name: '这一笔的来龙去脉' });
    await drawer.getByText('规则第 1 版').waitFor();
    await keep('an-entry-and-its-gift');
    await visit.assertAccessible();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    visit.assertQuiet();
    await visit.leave();
  });

  test('say so when nothing had been booked by the day that was chosen', async () => {
    const visit = await opened('maker', '/staff/ledger?asOf=2020-01-01');
    await visit.page.getByText('账本还是空的').waitFor();
    await visit.page.getByRole('button', { name: '看现在' }).click();
    await visit.page.getByRole('row', { name: /^合计/ }).waitFor();
    visit.assertQuiet();
    await visit.leave();
  });

  test.each([
    ['at a desk', DESK],
    ['on a phone', PHONE],
  ])('show a federation its bridge, and explain a line that went out, %s', async (_, size) => {
    const visit = await opened('yiyang', '/fund', size);
    const { page } = visit;
    await page.locator('summary').filter({ hasText: '对账桥' }).click();
    await page.getByText('已申请，待付款').waitFor();
    expect(await page.locator('.city-bridge-difference').innerText()).toContain('¥0.00');
    await visit.assertFits();
    await visit.assertAccessible();
    await page.getByRole('cell', { name: '−¥50.00' }).waitFor();
    await page.getByRole('button', { name: '市州申请拨付' }).click();
    const drawer = page.getByRole('dialog', { name: '这一笔的来龙去脉' });
    await drawer.getByText('app_dis_1').waitFor();
    await visit.assertAccessible();
    visit.assertQuiet();
    await visit.leave();
  });
});

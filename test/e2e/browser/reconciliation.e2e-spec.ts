import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import Stripe from 'stripe';
import { DESK, PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { Installation } from '../../support/installation.js';
import { SignInPage, type Person } from '../../support/pages/sign-in.page.js';
import { compare, give } from '../../support/reconciliation.js';

jest.setTimeout(180_000);

let installation: Installation;
let browser: TestBrowser;
let stripe: Stripe;

beforeAll(async () => {
  [installation, browser] = await Promise.all([Installation.start(), TestBrowser.open()]);
  const { hostname, port } = new URL(installation.sandboxUrl);
  stripe = new Stripe(installation.env['STRIPE_SECRET_KEY'] ?? '', { host: hostname, port, protocol: 'http' });
});

afterAll(async () => {
  await browser?.close();
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

async function staff(person: Person, address = '/staff/reconciliation'): Promise<Visit> {
  const visit = await browser.visit({ size: DESK });
  await new SignInPage(visit.page).passTo(`${installation.url}${address}`, person);
  return visit;
}

const fits = async (visit: Visit): Promise<void> => {
  for (const size of [PHONE, DESK]) {
    await visit.resize(size);
    await visit.assertFits();
  }
};

const upload = (name: string, ...lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\n')),
});

test('staff compare, see what is open, explain it by two people, and bring the statement of the bank', async () => {
  const campaign = await installation.campaign();
  await give(installation, campaign, { amount: '6600' });
  await give(installation, campaign, { amount: '10000' });
  const making = await staff('maker');
  const { page } = making;
  await page.getByRole('button', { name: '现在对账' }).click();
  await page.getByText(/^自 .* 起，支付机构与账本一致。还没有导入银行流水。$/).waitFor();
  await page.getByText('¥164.34', { exact: true }).first().waitFor();
  await page.getByText('没有待处理的差异', { exact: true }).waitFor();

  // A payment of the account that is not ours, and a payout that has arrived.
  await stripe.paymentIntents.create({
    amount: 123_456,
    currency: 'cny',
    payment_method: 'pm_card_visa',
    confirm: true,
    return_url: 'https://elsewhere.example',
  });
  await installation.control('POST', '/payouts/run');
  const [payout] = (await stripe.payouts.list({ limit: 1 })).data;
  await installation.control('POST', `/payouts/${payout?.id}/end`, { outcome: 'paid' });
  await installation.idle();
  await compare(await installation.signIn('maker'));
  await page.reload();
  await page.getByText('1 项差异待处理，涉及 ¥1,222.22。').waitFor();
  await making.picture('difference');
  await page.getByRole('button', { name: '不是本系统的付款' }).click();
  const dialog = page.getByRole('dialog', { name: '不是本系统的付款' });
  await dialog.getByText('请人工核实并说明来历。账本不会自动更正。').waitFor();
  await making.picture('explain-difference');
  await dialog.getByRole('button', { name: '提交说明' }).click();
  await dialog.getByText('请写下说明。').waitFor();
  await making.assertAccessible();
  await fits(making);
  await dialog.getByLabel('说明', { exact: true }).fill('示例：基金会的义卖，另行入账');
  await dialog.getByRole('button', { name: '提交说明' }).click();
  await page.getByText('其中 1 项等待第二个人复核。').waitFor();

  await page.getByRole('button', { name: /^\d{4}/ }).click();
  const lines = page.getByRole('dialog', { name: '结算明细' });
  await lines.getByText('¥65.34').waitFor();
  expect(await lines.getByRole('listitem').count()).toBe(2);
  await making.assertAccessible();
  await page.keyboard.press('Escape');

  const file = page.getByLabel('上传银行流水');
  await file.setInputFiles(upload('bad.csv', '日期,金额', '2026-02-30,1.00', '2026-03-01,壹元'));
  await page.getByText('第 2 行： 日期「2026-02-30」不对，应写成 2026-11-25。').waitFor();
  await making.assertAccessible();
  const day = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
  await file.setInputFiles(
    upload(
      'november.csv',
      '日期,金额,对方户名,余额',
      `${day},164.34,STRIPE PAYMENTS,1164.34`,
      `${day},-64.34,示例公司,1100.00`,
    ),
  );
  await page.getByText('2 条流水，其中 2 条是新的。').waitFor();
  await making.picture('bank-statement');
  await fits(making);
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByRole('cell', { name: 'november.csv' }).waitFor();
  await page.getByRole('button', { name: '现在对账' }).click();
  await page.getByText(`${day} 到账`).waitFor();

  const checking = await staff('checker');
  const { page: second } = checking;
  await second.getByRole('button', { name: '不是本系统的付款' }).click();
  const agreeing = second.getByRole('dialog', { name: '不是本系统的付款' });
  await agreeing.getByText('示例：基金会的义卖，另行入账').waitFor();
  await agreeing.getByLabel('说明', { exact: true }).fill('示例：与义卖的单据核对无误');
  await agreeing.getByRole('button', { name: '同意核销' }).click();
  await second.getByText('没有待处理的差异', { exact: true }).waitFor();
  await second.getByRole('button', { name: '现在对账' }).click();
  await second.getByText('没有待处理的差异；支付机构与账本之间还有 ¥1,222.22，都已说明。').waitFor();
  await second.getByText('差额已说明').waitFor();
  await checking.picture('explained');
  const download = second.waitForEvent('download');
  await second.getByLabel('状态').selectOption('explained');
  await second.getByRole('link', { name: '下载 CSV' }).click();
  expect((await download).suggestedFilename()).toBe('differences.csv');
  for (const visit of [making, checking]) {
    visit.assertQuiet();
    await visit.leave();
  }
});

test('while something lasts, every page of the staff says so', async () => {
  const [endpoint] = (await stripe.webhookEndpoints.list()).data;
  await stripe.webhookEndpoints.update(endpoint?.id ?? '', { enabled_events: ['payout.paid'] });
  await installation.worker.stop();
  await installation.worker.start();
  const visit = await staff('maker', '/staff/pledges');
  await visit.page.goto(`${installation.url}/en/staff/pledges`);
  await visit.page.getByText('The provider does not send its notifications as we read them').waitFor();
  await visit.picture('alarm');
  await visit.assertAccessible();
  await fits(visit);
  await visit.page.getByRole('link', { name: 'Look after it' }).click();
  await visit.page.getByRole('heading', { name: 'Reconciliation' }).waitFor();
  visit.assertQuiet();
  await visit.leave();
});

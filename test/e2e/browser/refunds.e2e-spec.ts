import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payFast, pledge, seeUntil } from '../../../apps/visitor/gift.js';
import type { GraphClient } from '../../../apps/visitor/graph.client.js';
import { DESK, PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { CARDS, wishFor } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { SignInPage, type Person } from '../../support/pages/sign-in.page.js';
import { standing } from '../../support/returns.js';

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

async function staff(person: Person, path: string): Promise<Visit> {
  const visit = await browser.visit({ size: DESK });
  await new SignInPage(visit.page).passTo(`${installation.url}${path}`, person);
  return visit;
}

async function fitsEverywhere(visit: Visit): Promise<void> {
  await visit.assertAccessible();
  for (const size of [PHONE, DESK]) {
    await visit.resize(size);
    await visit.assertFits();
  }
}

/** A gift, and the address its giver follows it at. */
async function give(donor: GraphClient, amount: string): Promise<{ id: string; address: string }> {
  const campaign = await installation.campaign();
  const wish = wishFor(campaign, { amount, email: 'giver@example.org' });
  await payFast(await pledge(donor, wish), CARDS.good);
  await seeUntil(donor, wish.id, ({ receipt }) => receipt?.mail === 'SENT');
  const [mail] = await installation.rows<{ body: string }>(
    `SELECT body FROM mail_message WHERE id = (SELECT mail_id FROM receipt WHERE pledge_id = $1)`,
    [wish.id],
  );
  return { id: wish.id, address: /https?:\S+/.exec(mail?.body ?? '')?.[0] ?? '' };
}

describe('a refund', () => {
  test('is asked for by the giver, proposed by one person, approved by another, and told to the giver', async () => {
    const gift = await give(installation.visitor(), '10001');
    await installation.rows(`UPDATE pledge SET paid_at = paid_at - interval '25 hours' WHERE id = $1`, [gift.id]);
    const giving = await browser.visit({ size: PHONE });
    const giver = giving.page;
    await giver.goto(gift.address);
    await giver.getByRole('button', { name: '申请退款' }).click();
    const sheet = giver.getByRole('dialog', { name: '申请退款' });
    await sheet.getByLabel('退多少（元）').fill('200');
    await sheet.getByRole('button', { name: '提交申请' }).click();
    await sheet.getByText('请填写大于 0、不超过 ¥100.01 的金额。').waitFor();
    await giving.picture('ask-for-refund');
    await giving.assertAccessible();
    await sheet.getByLabel('退多少（元）').fill('33.34');
    await sheet.getByLabel('原因').selectOption({ label: '金额填错' });
    await sheet.getByLabel('想补充的话').fill('示例：多打了一位');
    await sheet.getByRole('button', { name: '提交申请' }).click();
    await sheet.getByText('申请已收到').waitFor();
    await sheet.getByRole('button', { name: '关闭' }).last().click();
    await giver.getByText('退款 ¥33.34：已收到申请').waitFor();
    await giving.picture('refund-asked-for');
    await giving.assertAccessible();
    await giving.assertFits();

    const making = await staff('maker', '/staff/refunds');
    const maker = making.page;
    await maker.getByText('1 个申请待核对，0 笔待复核，0 个争议未决。').waitFor();
    await fitsEverywhere(making);
    await maker.getByRole('link', { name: '捐赠人申请 · 金额填错' }).click();
    await maker.getByText('示例：多打了一位').waitFor();
    await maker.getByRole('button', { name: '提出退款' }).click();
    await maker.getByText('退回 ¥33.34；这笔捐赠由 ¥100.01 变为 ¥66.67。').waitFor();
    await making.picture('staff-propose');
    await maker.getByRole('button', { name: '提交复核' }).click();
    expect(await maker.getByText('请填写这一项。').count()).toBe(2);
    await fitsEverywhere(making);
    await maker.getByLabel('说明').fill('与捐赠人通话核实');
    await maker.getByLabel('凭据').fill('通话记录第 12 号');
    await maker.getByRole('button', { name: '提交复核' }).click();
    await maker.getByText('金额已留出，等另一位同事复核。').waitFor();
    making.expectComplaint(/400 .*\/evidence\?/);
    const slip = { name: '流水.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 示例') };
    await maker.getByLabel('添加文件').setInputFiles({ ...slip, buffer: Buffer.from('GIF89a') });
    await maker.getByText('请选择 PDF、PNG 或 JPEG 文件。').waitFor();
    await maker.getByLabel('添加文件').setInputFiles(slip);
    await maker.getByRole('link', { name: '文件 1（PDF，1 KB）' }).waitFor();
    await fitsEverywhere(making);
    expect(await maker.getByRole('button', { name: '批准并退款' }).count()).toBe(0);

    const checking = await staff('checker', '/staff/refunds');
    const checker = checking.page;
    await checker.getByRole('link', { name: '捐赠人申请 · 金额填错' }).click();
    await checker.getByText('通话记录第 12 号').waitFor();
    const download = checker.waitForEvent('download');
    await checker.getByRole('link', { name: '文件 1（PDF，1 KB）' }).click();
    expect((await download).suggestedFilename()).toMatch(/^evd_.*\.pdf$/);
    await checker.getByRole('button', { name: '批准并退款' }).click();
    const dialog = checker.getByRole('dialog', { name: '批准这笔退款' });
    await dialog.getByText('退回 ¥33.34；这笔捐赠由 ¥100.01 变为 ¥66.67。').waitFor();
    await checking.picture('staff-approve');
    await dialog.getByRole('button', { name: '批准并退款' }).click();
    await dialog.getByText('请填写这一项。').waitFor();
    await checking.assertAccessible();
    await dialog.getByLabel('核对情况').fill('与通话记录一致');
    await dialog.getByRole('button', { name: '批准并退款' }).click();
    await checker.getByText('钱已退出，账本和凭证已跟上。').waitFor();
    await checking.picture('staff-refunded');
    await checker.getByRole('button', { name: '看这笔分录' }).click();
    await checker.getByText('退款给捐赠人').first().waitFor();
    await checking.assertAccessible();

    await installation.idle();
    expect(await standing(installation, gift.id)).toMatchObject({
      state: 'PARTIALLY_REFUNDED',
      papers: ['10001', '-10001', '6667'],
    });
    await giver.reload();
    await giver.getByText('退款 ¥33.34：已退出').waitFor();
    await giver.getByText('已退回 ¥33.34，还有 ¥66.67 在用。').waitFor();
    await giver.getByRole('link', { name: /^红字凭证/ }).waitFor();
    await giving.picture('refunded');
    await giving.assertAccessible();
    await giver.goto(gift.address.replace('/pledges/', '/en/pledges/'));
    await giver.getByText('Refund of ¥33.34: sent').waitFor();
    for (const visit of [giving, making, checking]) {
      visit.assertQuiet();
      await visit.leave();
    }
  });
});

describe('a dispute', () => {
  test('shows when an answer is due, and is answered once, confirmed before it is sent', async () => {
    const gift = await give(installation.visitor(), '6600');
    const { charge } = await standing(installation, gift.id);
    await installation.control('POST', '/disputes', { charge });
    await installation.idle();
    const visit = await staff('maker', '/staff/disputes');
    const { page } = visit;
    await page.getByText(/还剩 9 天/).waitFor();
    await fitsEverywhere(visit);
    await page.getByRole('link', { name: '持卡人称不是本人付款' }).click();
    await page.getByText('钱和处理费已被扣走，账上的分配已冲回。').waitFor();
    await visit.picture('dispute');
    await page.getByRole('button', { name: '提交证据' }).click();
    await page.getByText('请填写这一项。').waitFor();
    await fitsEverywhere(visit);
    await page.getByLabel('说明').fill('winning_evidence');
    await page.getByRole('button', { name: '提交证据' }).click();
    const dialog = page.getByRole('dialog', { name: '提交证据' });
    await dialog.getByText('证据只能提交一次，提交后不能修改。争议金额 ¥66.00。').waitFor();
    await visit.picture('dispute-evidence');
    await visit.assertAccessible();
    await dialog.getByRole('button', { name: '提交给银行' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '接受争议' }).waitFor({ state: 'detached' });
    await installation.idle();
    const giving = await browser.visit({ size: PHONE });
    await giving.page.goto(gift.address);
    await giving.page.getByText(/争议/).first().waitFor();
    await giving.picture('gift-disputed');
    await giving.assertAccessible();
    await giving.assertFits();
    for (const each of [visit, giving]) {
      each.assertQuiet();
      await each.leave();
    }
  });
});

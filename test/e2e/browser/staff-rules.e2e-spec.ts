import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { addDays, chinaDay } from '#kernel';
import { payFast, pledge, seeUntil } from '../../../apps/visitor/gift.js';
import { DESK, PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { CARDS, wishFor } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';
import { SignInPage, type Person } from '../../support/pages/sign-in.page.js';
import { StaffRulesPage } from '../../support/pages/staff-rules.page.js';

jest.setTimeout(120_000);

let installation: Installation;
let browser: TestBrowser;

beforeAll(async () => {
  [installation, browser] = await Promise.all([Installation.start(), TestBrowser.open()]);
});

afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

async function staff(person: Person, size: { width: number; height: number } = DESK): Promise<Visit> {
  const visit = await browser.visit({ size });
  await new SignInPage(visit.page).passTo(`${installation.url}/staff/rules`, person);
  return visit;
}

test('a rule is drafted from a table, simulated over past gifts, and approved by a second person', async () => {
  const campaign = await installation.campaign();
  const donor = installation.visitor();
  for (const wish of [
    wishFor(campaign, { amount: '1000000' }),
    wishFor(campaign, { amount: '200000', designation: { kind: 'REGION', regionCode: '430900' } }),
  ]) {
    await payFast(await pledge(donor, wish), CARDS.good);
    await seeUntil(donor, wish.id, ({ receipt }) => receipt !== null);
  }

  const maker = await staff('maker');
  const writing = await new StaffRulesPage(maker.page).opened();
  await maker.assertAccessible();
  await maker.page.getByRole('link', { name: '起草规则' }).click();

  // What cannot be read is marked, what cannot be divided is said at once.
  await maker.page.getByLabel('分配方式').selectOption('按权重表');
  await maker.page.getByText('没有一个城市能分到钱').waitFor();
  await writing.button('保存草稿').click();
  await maker.page.getByText('请填写生效时间。').waitFor();
  await maker.page.getByText('请写一句说明。').waitFor();
  await maker.assertAccessible();
  await maker.page.getByText('从表格粘贴，或上传 CSV').click();
  await maker.page
    .getByLabel('粘贴单元格')
    .fill('市州\t权重\t下限\t上限\n长沙\t60\t\t30\n益阳\t30\n湘西\t10\t20\t\n广州\t9');
  await writing.button('填入下表').click();
  await maker.page.getByText('读入 3 个市州。').waitFor();
  await maker.page.getByText('这些行没有读懂：广州 9').waitFor();
  await writing.city('益阳市').getByText('50.0000%').waitFor();
  expect(await writing.city('长沙市').innerText()).toContain('30.0000%');
  await maker.page.getByLabel('湘西土家族苗族自治州：下限 %').fill('80');
  await maker.page
    .getByText('上限之和', { exact: false })
    .or(writing.city('益阳市').getByText('0.0000%'))
    .first()
    .waitFor();
  await maker.page.getByLabel('湘西土家族苗族自治州：下限 %').fill('20');
  await writing.city('益阳市').getByText('50.0000%').waitFor();
  await maker.page.getByLabel('管理费（占每笔捐赠）').fill('2.5');
  await maker.page.getByLabel('支付手续费').selectOption('从捐赠中列支');
  await maker.page.getByLabel('生效时间（北京时间）').fill(`${addDays(chinaDay(new Date()), 3)}T00:00`);
  await maker.page.getByLabel('说明', { exact: true }).fill('三市试行（示例）。');
  await maker.picture('draft');
  await maker.assertFits();
  await writing.button('保存草稿').click();
  await writing.standing('草稿').waitFor();

  await writing.button('试算').click();
  await writing.standing('待批准').waitFor();
  await maker.page.getByText(/2 笔，共 ¥12,000\.00/).waitFor();
  await maker.page
    .getByRole('img', { name: /各市州以前与以后的合计/ })
    .locator('svg')
    .waitFor();
  await maker.page.getByLabel('看哪一项').selectOption('定向捐赠');
  // 2.5% of ¥2,000.00 and the payment fee are kept from the designated gift too.
  expect(await writing.city('益阳').innerText()).toMatch(/¥2,000\.00\s+¥1,9\d\d\.\d\d\s+−¥/);
  await maker.page.getByLabel('看哪一项').selectOption('合计');
  expect(await writing.city('长沙').innerText()).toMatch(/\+¥2,\d{3}\.\d\d/);
  expect(await writing.button('批准').count()).toBe(0); // Not by the person who wrote it.
  await maker.picture('simulated');
  await maker.assertAccessible();
  await maker.assertFits();

  const checker = await staff('checker');
  const checking = await new StaffRulesPage(checker.page).opened();
  await checker.page.getByText('有 1 条规则已试算，等待另一位同事批准。').waitFor();
  await checker.page.getByRole('link', { name: /^第 2 版/ }).click();
  await checking.button('批准').click();
  await checking.dialog.getByText(/变化最大：/).waitFor();
  await checker.picture('approve');
  await checking.dialog.getByRole('button', { name: '批准', exact: true }).click();
  await checking.dialog.getByText('请写下理由。').waitFor();
  await checker.assertAccessible();

  // The maker simulates once more behind the checker's back: what is on the screen is outdated.
  await maker.page.getByLabel('支付日期从').fill(chinaDay(new Date()));
  await writing.button('试算').click();
  await maker.page.getByText(/^\d{4}-\d\d-\d\d 至/).waitFor();
  await checking.dialog.getByLabel('理由').fill('数字已核对');
  await checking.dialog.getByRole('button', { name: '批准', exact: true }).click();
  await checking.dialog.getByText('您看到的试算不是这条规则最新的试算', { exact: false }).waitFor();
  await checking.dialog.getByRole('button', { name: '取消' }).click();
  await checker.page.reload();
  await checking.button('批准').click();
  await checking.dialog.getByLabel('理由').fill('数字已核对');
  await checking.dialog.getByRole('button', { name: '批准', exact: true }).click();
  await checking.standing('待生效').waitFor();
  await checker.page.getByText('数字已核对').waitFor();
  expect(await checking.button('修改').count()).toBe(0);

  const phone = await staff('maker', PHONE);
  const reading = await new StaffRulesPage(phone.page).opened();
  await phone.assertFits();
  await phone.page.getByRole('link', { name: /^第 2 版/ }).click();
  await phone.page
    .getByRole('img', { name: /各市州/ })
    .locator('svg')
    .waitFor();
  await phone.assertFits();
  await phone.page.goto(`${installation.url}/staff/rules/new`);
  await reading.city('长沙市').getByText('%').waitFor();
  await reading.button('更新数据').click();
  await reading.dialog.getByLabel('长沙市：困境母亲数').fill('1912');
  await reading.dialog.getByLabel('截至日期').fill('2026-10-31');
  await reading.dialog.getByLabel('来源').fill('示例数据，更新');
  await phone.assertFits();
  await reading.button('保存数据').click();
  await reading.city('长沙市').getByText('13.6571%').waitFor();
  await phone.assertFits();
  for (const visit of [maker, checker, phone]) {
    visit.assertQuiet();
    await visit.leave();
  }
});

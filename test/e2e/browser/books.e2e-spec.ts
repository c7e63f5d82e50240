import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payFast, pledge, seeUntil } from '../../../apps/visitor/gift.js';
import { DESK, PHONE, TestBrowser, type Visit } from '../../support/browser.js';
import { CARDS, wishFor } from '../../support/gifts.js';
import { Installation } from '../../support/installation.js';

jest.setTimeout(90_000);

const NAMES = ['示例甲', 'donor@example.org', '愿您少一点难'];
let installation: Installation;
let browser: TestBrowser;
let checkFile: string;

beforeAll(async () => {
  [installation, browser] = await Promise.all([Installation.start(), TestBrowser.open()]);
  const campaign = await installation.campaign();
  const donor = installation.visitor();
  for (const region of [...campaign.cities.slice(0, 2), null]) {
    const wish = wishFor(campaign, {
      ...(region ? { designation: { kind: 'REGION', regionCode: region } } : {}),
      displayName: '示例甲',
      message: '愿您少一点难',
      email: 'donor@example.org',
    });
    await payFast(await pledge(donor, wish), CARDS.good);
    await seeUntil(donor, wish.id, ({ receipt }) => receipt !== null);
    const { pledge: seen } = await donor.ask<{ pledge: { receipt: { checkFileUrl: string } } }>(
      `query Check($id: ID!) { pledge(id: $id) { receipt { checkFileUrl } } }`,
      { id: wish.id },
    );
    checkFile = seen.receipt.checkFileUrl;
  }
});

afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

const fetched = async (address: string): Promise<Response> => fetch(installation.url + address);
const saved = (name: string): string => path.join(installation.dataDir, name);

async function save(name: string, address: string): Promise<string> {
  writeFileSync(saved(name), Buffer.from(await (await fetched(address)).arrayBuffer()));
  return saved(name);
}

async function openBooks(size = PHONE as { width: number; height: number }, prefix = ''): Promise<Visit> {
  const visit = await browser.visit({ size });
  await visit.page.goto(`${installation.url}${prefix}/books`);
  await visit.page.getByText(/日终：|^End of/).waitFor();
  return visit;
}

describe('the public books', () => {
  test('are there for everybody, plain and compressed, name nobody, and say when nothing has changed', async () => {
    const [plain, packed] = [await fetched('/books/export.jsonl'), await fetched('/books/export.jsonl.gz')];
    const text = await plain.text();
    const other = gunzipSync(Buffer.from(await packed.arrayBuffer())).toString();
    const dated = /"exportedAt":"\d+"/;
    expect(other.replace(dated, '')).toBe(text.replace(dated, ''));
    for (const name of NAMES) expect(text).not.toContain(name);
    expect(text.split('\n').filter((line) => line.startsWith('{"gift"'))).toHaveLength(3);
    const etag = plain.headers.get('etag') ?? '';
    const again = await fetch(`${installation.url}/books/export.jsonl`, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('have heads by day, and none for a day that had none', async () => {
    const latest = (await (await fetched('/books/heads/latest.json')).json()) as { date: string };
    expect(await (await fetched(`/books/heads/${latest.date}.json`)).json()).toEqual(latest);
    expect(await (await fetched('/books/heads/index.json')).json()).toMatchObject({ heads: [latest] });
    for (const absent of ['1999-01-01.json', '2026-02-30.json', 'x', '..%2Fsecret.json']) {
      expect((await fetched(`/books/heads/${absent}`)).status).toBe(404);
    }
  });

  test('come with a check file for the giver, and for nobody without the link', async () => {
    const own = (await (await fetched(checkFile)).json()) as Record<string, unknown>;
    expect(own).toMatchObject({ format: 'yiqijuan-receipt/1', payer: '示例甲', amount: '6600' });
    expect((await fetched(checkFile.replace(/token=.*/, 'token=x'))).status).toBe(404);
  });
});

describe('the page of the books', () => {
  test('checks the current books on the device, with the giver’s own file and a kept head', async () => {
    const visit = await openBooks();
    const { page } = visit;
    await visit.assertAccessible();
    await visit.assertFits();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.getByText('加上留存的账头').click();
    await page.getByLabel(/您的捐赠核对文件/).setInputFiles(await save('receipt.json', checkFile));
    await page.getByLabel(/您留存的账头/).setInputFiles(await save('head.json', '/books/heads/latest.json'));
    await page.getByRole('button', { name: '核对此刻的账册' }).click();
    await page.getByText('全部正确').waitFor();
    await page.getByText(/3 笔捐赠，共 ¥198\.00/).waitFor();
    await page.getByText('您的 1 份凭证都在账里').waitFor();
    await page.getByText('与您留存的 1 个账头相符').waitFor();
    await visit.picture('all-right');
    expect(requests.some((url) => url.includes('verify.worker'))).toBe(true);
    await visit.assertAccessible();
    await visit.assertFits();
    visit.assertQuiet();
    await visit.leave();
  });

  test('names the first wrong row of a file', async () => {
    const visit = await openBooks(DESK, '/en');
    const { page } = visit;
    const lines = readFileSync(await save('books.jsonl', '/books/export.jsonl'), 'utf8').split('\n');
    const gift = lines.findIndex((line) => line.startsWith('{"gift"'));
    writeFileSync(saved('edited.jsonl'), lines.with(gift, (lines[gift] ?? '').replace('"6600"', '"6500"')).join('\n'));
    await page.getByText('Add kept heads').click();
    await page.getByLabel(/Books that you saved/).setInputFiles(saved('edited.jsonl'));
    await page.getByRole('button', { name: 'Check this file' }).click();
    await page.getByText('Something is wrong; the first place is:').waitFor();
    await page.getByText(new RegExp(`line ${gift + 1}, gift plg_`)).waitFor();
    await visit.picture('first-wrong-row');
    await visit.assertAccessible();
    await visit.assertFits();
    visit.assertQuiet();
    await visit.leave();
  });

  test('loads the verifier only when somebody verifies', async () => {
    const visit = await browser.visit({ size: PHONE });
    const requests: string[] = [];
    visit.page.on('request', (request) => requests.push(request.url()));
    await visit.page.goto(`${installation.url}/books`, { waitUntil: 'networkidle' });
    expect(requests.filter((url) => url.includes('worker') || url.includes('export'))).toEqual([]);
    await visit.leave();
  });

  test('can be read before any script has run', async () => {
    const visit = await browser.visit({ size: PHONE, scripts: false });
    await visit.page.goto(`${installation.url}/books`);
    await visit.page.getByRole('heading', { level: 1, name: '自己查账' }).waitFor();
    await visit.page.getByText('它不能证明什么').waitFor();
    await visit.leave();
  });
});

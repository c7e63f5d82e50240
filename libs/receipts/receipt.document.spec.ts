import { expect, it } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { contentOf } from './receipt.content.js';
import { drawReceipt } from './receipt.document.js';
import { writable } from './receipt.font.js';

const facts = {
  pledgeId: 'plg_01kavv3s8me8k8cw60bkfy34mc',
  amount: 32504n,
  paidAt: new Date('2026-11-23T15:59:00Z'),
  issuedAt: new Date('2026-12-31T16:00:01Z'),
  campaignTitle: '温暖 2026：和困境母亲一起',
  filingNumber: '53430000MJ0000000XA26001',
  charity: { name: '示例基金会', creditCode: '53430000MJ0000000X' },
  designation: '益阳市妇女联合会',
  anonymous: false,
};

const books = { batch: 12, headBatch: 34, headHash: 'ab'.repeat(32), commitment: 'Y29tbWl0bWVudA' };

function draw(payerName: string | null, anonymous = false): Promise<Buffer> {
  const content = contentOf({ ...facts, anonymous, books }, 41);
  return drawReceipt({
    content,
    payerName,
    checkCode: 'A1B2C3',
    traceUrl: 'https://example.org/pledges/x?token=y',
    salt: 'c2FsdA',
    booksUrl: 'https://example.org/books',
  });
}

/** The text as a reader's program finds it, without spaces. */
async function textOf(pdf: Buffer): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  await document.destroy();
  return items
    .map((item) => ('str' in item ? item.str : ''))
    .join('')
    .replace(/\s/g, '');
}

it('says number, dates of China, payer, project and sum, as text that can be found', async () => {
  const text = await textOf(await draw('示例捐赠人'));
  for (const words of [
    '捐赠凭证（非财政票据）',
    '票据号码：2027-000041',
    '开票日期：2027-01-01',
    '付款日期：2026-11-23',
    '交款人：示例捐赠人',
    '叁佰贰拾伍元零肆分',
    '¥325.04',
    'plg_01kavv3s8me8k8cw60bkfy34mc',
    `公开账册：第12批；签发时账头：第34批${'ab'.repeat(32)}`,
    '承诺值：Y29tbWl0bWVudA盐：c2FsdA',
    'https://example.org/books',
  ]) {
    expect(text).toContain(words);
  }
});

it('keeps a rare character, and writes one no font has as its code point', async () => {
  expect(writable('王㛃')).toBe('王㛃');
  expect(writable('王\u{2B73F}')).toBe('王〔U+2B73F〕');
  expect(await textOf(await draw('王㛃'))).toContain('交款人：王㛃');
  expect(await textOf(await draw('王\u{2B73F}'))).toContain('交款人：王〔U+2B73F〕');
});

it('names nobody on the receipt of an anonymous gift', async () => {
  const text = await textOf(await draw(null, true));
  expect(text).toContain('交款人：匿名爱心人士');
});

it('stays small enough to be mailed by the thousand', async () => {
  expect((await draw('示例捐赠人')).length).toBeLessThan(90_000);
});

import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import type { ReceiptContent } from './receipt.content.js';
import { ReceiptFont, writable } from './receipt.font.js';

const INK = '#23201c';
const MUTED = '#5d564d';
const LINE = '#cfc5b7';
const SEAL = '#b3392f';
const LEFT = 42;
const WIDTH = 511;

export interface ReceiptPaper {
  content: ReceiptContent;
  /** Null for an anonymous gift, or once the person has been erased. */
  payerName: string | null;
  checkCode: string;
  /** Where the gift can be followed; drawn as a QR code. */
  traceUrl: string;
  /** Opens the gift's row in the public books; null when there is none. */
  salt: string | null;
  /** Where the books can be checked. */
  booksUrl: string;
}

/** The words of the form itself. */
const FORM = {
  number: '票据号码：',
  checkCode: '校验码：',
  issuedOn: '开票日期：',
  paidOn: '付款日期：',
  payer: '交款人：',
  anonymous: '匿名爱心人士',
  projectCode: '项目编码',
  projectName: '项目名称',
  unit: '单位',
  quantity: '数量',
  standard: '标准',
  amount: '金额（元）',
  capitals: '金额合计（大写）：',
  figures: '（小写）：¥',
  remark:
    '备注：本凭证由收款单位开具，证明收到上述捐赠，不是财政部门监制的公益事业捐赠票据。' +
    '扫描二维码可以看到这笔捐赠的去向。',
  reversal: '冲红：本凭证为红字凭证，冲销下列号码的凭证，原凭证作废。原凭证号码：',
  remainder: '本凭证为部分退款后剩余金额的凭证。原捐赠金额（元）：',
  pledge: '捐赠号：',
  payee: '收款单位：',
  creditCode: '统一社会信用代码：',
  handler: '经办人：',
  reviewer: '复核人：',
  seal: '电子凭证',
  sealNote: '示例章 · 非财政票据',
  code: '看这笔捐赠去了哪里',
  books: '公开账册：第',
  booksHead: '批；签发时账头：第',
  booksBatch: '批',
  commitment: '承诺值：',
  salt: '盐：',
  check: '账册里没有姓名，只有本凭证上的盐能打开您的那一行。可以自己核对：',
} as const;

const font = new ReceiptFont();

/** Every character the paper shows: its own words and the words of the form. */
function wordsOf({ content, payerName, salt, booksUrl }: ReceiptPaper): string {
  return writable(JSON.stringify([FORM, content, payerName, salt, booksUrl]));
}

/**
 * Draws the paper: one A5 page across, every character of it selectable text. A character the font lacks is written
 * as its code point, so a rare name is never lost and never an empty box.
 * @returns the PDF's bytes
 */
export async function drawReceipt(paper: ReceiptPaper): Promise<Buffer> {
  const { content } = paper;
  const issued = new Date(`${content.issuedOn}T00:00:00Z`);
  const doc = new PDFDocument({
    size: [595, 420],
    margin: 0,
    info: { Title: `${content.title} ${content.number}`, Author: content.payee, CreationDate: issued, ModDate: issued },
    lang: 'zh-CN',
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject));
  doc.registerFont('text', await font.covering(wordsOf(paper))).font('text');
  drawHead(doc, paper);
  drawTable(doc, paper);
  drawFoot(doc, content);
  drawCode(doc, paper.traceUrl);
  drawBooks(doc, paper);
  doc.end();
  await finished;
  return Buffer.concat(chunks);
}

type Doc = InstanceType<typeof PDFDocument>;

function drawHead(doc: Doc, { content, checkCode, payerName }: ReceiptPaper): void {
  doc.fillColor(SEAL).fontSize(20).text(content.title, LEFT, 30, { width: WIDTH, align: 'center' });
  doc.fillColor(MUTED).fontSize(9);
  doc.text(`${FORM.number}${content.number}`, LEFT, 66).text(`${FORM.checkCode}${checkCode}`, LEFT + 190, 66);
  doc.text(`${FORM.issuedOn}${content.issuedOn}`, LEFT + 380, 66);
  const payer = content.anonymous ? FORM.anonymous : (payerName ?? '—');
  const code = content.payerCreditCode;
  doc
    .fillColor(INK)
    .fontSize(11)
    .text(`${FORM.payer}${writable(payer)}`, LEFT, code ? 82 : 88, { width: 366, height: 16, ellipsis: true });
  if (code) doc.fillColor(MUTED).fontSize(9).text(`${FORM.creditCode}${code}`, LEFT, 98, { lineBreak: false });
  doc
    .fillColor(MUTED)
    .fontSize(9)
    .text(`${FORM.paidOn}${content.paidOn}`, LEFT + 380, 90);
}

function drawTable(doc: Doc, { content }: ReceiptPaper): void {
  const columns: [string, string, number][] = [
    [FORM.projectCode, content.projectCode, 142],
    [FORM.projectName, `${content.projectName}（${content.designation}）`, 159],
    [FORM.unit, content.unit, 40],
    [FORM.quantity, String(content.quantity), 40],
    [FORM.standard, content.amount, 65],
    [FORM.amount, content.amount, 65],
  ];
  doc.lineWidth(0.6).strokeColor(LINE).rect(LEFT, 114, WIDTH, 92).stroke();
  let x = LEFT;
  for (const [head, value, width] of columns) {
    doc
      .fillColor(MUTED)
      .fontSize(9)
      .text(head, x + 6, 120, { width: width - 12 });
    doc
      .fillColor(value.startsWith('-') ? SEAL : INK)
      .fontSize(10)
      .text(writable(value), x + 6, 142, { width: width - 12, height: 58, ellipsis: true });
    if (x > LEFT) doc.moveTo(x, 114).lineTo(x, 206).stroke();
    x += width;
  }
  doc
    .moveTo(LEFT, 136)
    .lineTo(LEFT + WIDTH, 136)
    .stroke();
  doc.rect(LEFT, 206, WIDTH, 30).stroke();
  doc.fillColor(content.reverses ? SEAL : INK);
  doc.fontSize(11).text(`${FORM.capitals}${content.amountInCapitals}`, LEFT + 8, 214, { lineBreak: false });
  doc.text(`${FORM.figures}${content.amount}`, LEFT + 330, 214, { lineBreak: false });
}

function drawFoot(doc: Doc, content: ReceiptContent): void {
  doc.fillColor(MUTED).fontSize(9).text(FORM.remark, LEFT, 248, { width: 380, lineGap: 3 });
  const change = content.reverses
    ? `${FORM.reversal}${content.reverses}`
    : content.given
      ? `${FORM.remainder}${content.given}`
      : null;
  if (change !== null) doc.fillColor(SEAL).text(change, LEFT, 282, { lineBreak: false }).fillColor(MUTED);
  doc.text(`${FORM.pledge}${content.pledgeId}`, LEFT, 296, { lineBreak: false });
  doc.fillColor(INK).fontSize(10).text(`${FORM.payee}${content.payee}`, LEFT, 322, { lineBreak: false });
  doc
    .fillColor(MUTED)
    .fontSize(9)
    .text(`${FORM.creditCode}${content.payeeCreditCode}`, LEFT, 340, { lineBreak: false });
  doc.text(`${FORM.handler}${content.handler}    ${FORM.reviewer}${content.reviewer}`, LEFT, 358, { lineBreak: false });
  doc.save().rotate(-6, { origin: [340, 340] });
  doc.lineWidth(1.6).strokeColor(SEAL).roundedRect(296, 316, 92, 44, 6).stroke();
  doc.fillColor(SEAL).fontSize(13).text(FORM.seal, 296, 322, { width: 92, align: 'center', lineBreak: false });
  doc.fontSize(8).text(FORM.sealNote, 296, 342, { width: 92, align: 'center', lineBreak: false });
  doc.restore();
}

/** Small, below everything else: where the gift is in the public books, and how to check it. */
function drawBooks(doc: Doc, { content: { books }, salt, booksUrl }: ReceiptPaper): void {
  if (!books) return;
  doc.fillColor(MUTED).fontSize(7);
  const place = `${FORM.books} ${books.batch} ${FORM.booksHead} ${books.headBatch} ${FORM.booksBatch} ${books.headHash}`;
  doc.text(place, LEFT, 378, { lineBreak: false });
  if (salt !== null) {
    doc.text(`${FORM.commitment}${books.commitment}    ${FORM.salt}${salt}`, LEFT, 389, { lineBreak: false });
  }
  doc.text(`${FORM.check}${booksUrl}`, LEFT, 400, { lineBreak: false });
}

function drawCode(doc: Doc, url: string): void {
  const code = QRCode.create(url, { errorCorrectionLevel: 'M' });
  const { size, data } = code.modules;
  const cell = 104 / size;
  doc.fillColor(INK);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (data[row * size + column]) doc.rect(449 + column * cell, 254 + row * cell, cell, cell);
    }
  }
  doc.fill();
  doc.fillColor(MUTED).fontSize(8).text(FORM.code, 441, 362, { width: 120, align: 'center', lineBreak: false });
}

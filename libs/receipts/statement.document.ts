import PDFDocument from 'pdfkit';
import { formatYuan, rmbInCapitals, type CivilDate, type Fen } from '#kernel';
import { ReceiptFont, writable } from './receipt.font.js';

const INK = '#23201c';
const MUTED = '#5d564d';
const LINE = '#cfc5b7';
const SEAL = '#b3392f';
const LEFT = 48;
const WIDTH = 499;
const BOTTOM = 770;
const ROW = 34;

/** One gift of the year. */
export interface StatementLine {
  paidOn: CivilDate;
  project: string;
  designation: string;
  /** Number of the receipt that holds. */
  receipt: string;
  amount: Fen;
  returned: Fen;
}

/** What one donor gave in a year on China's calendar. */
export interface YearStatement {
  year: number;
  issuedOn: CivilDate;
  /** The address or number the account was verified by. */
  contact: string;
  /** The charities that received it. */
  payees: readonly string[];
  lines: readonly StatementLine[];
}

const FORM = {
  title: '年度捐赠明细',
  year: '年度：',
  issuedOn: '制作日期：',
  account: '账号：',
  payees: '收款单位：',
  head: ['付款日期', '项目与去向', '凭证号码', '捐赠（元）', '退回（元）', '实际（元）'],
  count: '共',
  gifts: '笔，实际捐赠合计：¥',
  capitals: '大写：',
  continued: '（续）',
  note:
    '本明细由账本生成，按中国时间的年度列出已到账的捐赠，供您核对和留存；' +
    '它不是票据，每一笔以所列号码的捐赠凭证为准。日期为付款日期，金额单位为元。',
} as const;

/** From the left: start and width of each column. */
const COLUMNS: readonly [number, number][] = [
  [0, 66],
  [66, 173],
  [239, 74],
  [313, 62],
  [375, 62],
  [437, 62],
];

const font = new ReceiptFont();

type Doc = InstanceType<typeof PDFDocument>;

/**
 * Draws a year's statement on A4, as many pages as it takes, every character of it selectable.
 * @returns the PDF's bytes
 */
export async function drawStatement(statement: YearStatement): Promise<Buffer> {
  const { year, issuedOn, lines } = statement;
  const drawnAt = new Date(`${issuedOn}T00:00:00Z`);
  const title = `${year} ${FORM.title}`;
  const info = { Title: title, Author: statement.payees[0] ?? '', CreationDate: drawnAt, ModDate: drawnAt };
  const doc = new PDFDocument({ size: 'A4', margin: 0, info, lang: 'zh-CN' });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject));
  doc.registerFont('text', await font.covering(wordsOf(statement))).font('text');
  let y = drawHead(doc, statement);
  for (const line of lines) {
    if (y + ROW > BOTTOM) {
      doc.addPage().font('text');
      doc.fillColor(SEAL).fontSize(13).text(`${title}${FORM.continued}`, LEFT, 40);
      y = drawColumns(doc, 70);
    }
    y = drawLine(doc, line, y);
  }
  if (y + 96 > BOTTOM) {
    doc.addPage().font('text');
    y = 48;
  }
  drawTotal(doc, lines, y);
  doc.end();
  await finished;
  return Buffer.concat(chunks);
}

function wordsOf({ lines, ...rest }: YearStatement): string {
  const texts = lines.map(({ paidOn, project, designation, receipt }) => [paidOn, project, designation, receipt]);
  return writable(JSON.stringify([FORM, rest, texts]));
}

function drawHead(doc: Doc, { year, issuedOn, contact, payees }: YearStatement): number {
  doc.fillColor(SEAL).fontSize(22).text(`${year} ${FORM.title}`, LEFT, 48, { width: WIDTH, align: 'center' });
  doc.fillColor(INK).fontSize(10);
  doc.text(`${FORM.account}${writable(contact)}`, LEFT, 92, { width: 330, height: 14, ellipsis: true });
  doc.text(`${FORM.issuedOn}${issuedOn}`, LEFT + 340, 92, { width: 159, align: 'right' });
  doc.text(`${FORM.payees}${writable(payees.join('、'))}`, LEFT, 110, { width: WIDTH, height: 28, ellipsis: true });
  return drawColumns(doc, 144);
}

function drawColumns(doc: Doc, y: number): number {
  doc.fillColor(MUTED).fontSize(9);
  FORM.head.forEach((words, index) => cell(doc, index, words, y));
  doc
    .lineWidth(0.8)
    .strokeColor(LINE)
    .moveTo(LEFT, y + 16)
    .lineTo(LEFT + WIDTH, y + 16)
    .stroke();
  return y + 22;
}

function drawLine(doc: Doc, line: StatementLine, y: number): number {
  const { paidOn, project, designation, receipt, amount, returned } = line;
  doc.fillColor(INK).fontSize(9);
  const left = amount - returned;
  const words = [
    paidOn,
    writable(`${project}（${designation}）`),
    receipt,
    formatYuan(amount),
    returned === 0n ? '—' : formatYuan(returned),
    formatYuan(left),
  ];
  words.forEach((text, index) => cell(doc, index, text, y));
  doc
    .lineWidth(0.4)
    .moveTo(LEFT, y + ROW - 6)
    .lineTo(LEFT + WIDTH, y + ROW - 6)
    .stroke();
  return y + ROW;
}

/** Words stand at the left of their column, sums at the right. */
function cell(doc: Doc, index: number, words: string, y: number): void {
  const [x, width] = COLUMNS[index] ?? [0, WIDTH];
  const place = { width: width - 6, height: 26, ellipsis: true, lineGap: 1 };
  doc.text(words, LEFT + x, y, index < 3 ? place : { ...place, width, align: 'right' });
}

function drawTotal(doc: Doc, lines: readonly StatementLine[], y: number): void {
  const total = lines.reduce((sum, { amount, returned }) => sum + amount - returned, 0n);
  doc.fillColor(INK).fontSize(12);
  doc.text(`${FORM.count} ${lines.length} ${FORM.gifts}${formatYuan(total)}`, LEFT, y + 8, { width: WIDTH });
  if (total > 0n) doc.fontSize(10).text(`${FORM.capitals}${rmbInCapitals(total)}`, LEFT, y + 28, { width: WIDTH });
  doc
    .fillColor(MUTED)
    .fontSize(9)
    .text(FORM.note, LEFT, y + 50, { width: WIDTH, lineGap: 3 });
}

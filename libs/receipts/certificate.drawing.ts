import QRCode from 'qrcode';
import { measured, outlined, writable } from './receipt.font.js';

/** What a certificate says. Everything in it is shown to whomever its owner sends it to. */
export interface CertificateFacts {
  locale: string;
  /** Whom it thanks; null for a giver without a name. */
  name: string | null;
  /** What is left of the gift, in figures and capitals; null where its owner would rather not say. */
  amount: { figures: string; capitals: string } | null;
  /** For whose sake it was given, as a phrase. */
  sake: string | null;
  paidOn: string;
  campaign: string;
  /** Whom it was meant for, e.g. 益阳市妇女联合会. */
  designation: string;
  charity: string;
  receiptNumber: string;
  /** The campaign's page, as a code to scan: never the gift's own. */
  campaignUrl: string;
}

export const CERTIFICATE_WIDTH = 1080;
export const CERTIFICATE_HEIGHT = 1440;

const PAPER = '#fbf9f6';
const INK = '#23201c';
const MUTED = '#5d564d';
const LINE = '#cfc5b7';
const SEAL = '#b3392f';
const MARGIN = 140;
const TEXT_WIDTH = CERTIFICATE_WIDTH - 2 * MARGIN;
const CODE_PX = 190;

interface CertificateWords {
  title: string;
  subtitle: string;
  anonymous: string;
  body: (facts: CertificateFacts) => string;
  number: string;
  scan: string;
  note: string;
}

const CHINESE: CertificateWords = {
  title: '爱心证书',
  subtitle: '感谢您和困境母亲站在一起',
  anonymous: '爱心人士',
  body: ({ paidOn, campaign, amount, sake, designation }) => {
    const [year, month, day] = paidOn.split('-').map(Number);
    const gift = amount ? `捐赠人民币${amount.capitals}（¥${amount.figures}）` : '捐出一份爱心';
    return (
      `感谢您于 ${year} 年 ${month} 月 ${day} 日${sake ?? ''}为「${campaign}」${gift}，去向：${designation}。` +
      '每一分钱都记在公开的账本里，去了哪里，任何人都可以查证。'
    );
  },
  number: '捐赠凭证号 ',
  scan: '扫码看这个活动',
  note: '本证书是一份感谢，不是票据；票据以同号的捐赠凭证为准。',
};

const ENGLISH: CertificateWords = {
  title: 'With thanks',
  subtitle: 'for standing with mothers in hardship',
  anonymous: 'A kind giver',
  body: ({ paidOn, campaign, amount, sake, designation }) =>
    `On ${paidOn} you gave ${amount ? `¥${amount.figures}` : 'a gift'} to “${campaign}”${sake ? ` ${sake}` : ''}, ` +
    `for ${designation}. Every fen is in the public books, and anybody can check where it went.`,
  number: 'Receipt ',
  scan: 'Scan to see the campaign',
  note: 'A word of thanks, not a receipt; that has the same number.',
};

/** Draws a certificate as SVG: every letter is an outline, so it looks alike wherever it is turned into a picture. */
export function drawCertificate(facts: CertificateFacts): string {
  const words = facts.locale === 'en' ? ENGLISH : CHINESE;
  const middle = CERTIFICATE_WIDTH / 2;
  const name = facts.name ?? words.anonymous;
  const nameSize = Math.min(62, Math.floor((62 * TEXT_WIDTH) / Math.max(measured(writable(name), 62), 1)));
  const lines = wrapped(writable(words.body(facts)), 34, TEXT_WIDTH);
  const foot = 1110;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CERTIFICATE_WIDTH}" height="${CERTIFICATE_HEIGHT}">`,
    `<rect width="100%" height="100%" fill="${PAPER}"/>`,
    frame(38, 3, SEAL),
    frame(54, 1.5, LINE),
    `<rect x="${middle - 48}" y="120" width="96" height="96" rx="16" fill="${SEAL}"/>`,
    text('捐', middle, 191, 62, PAPER, 'middle'),
    text(words.title, middle, 342, 86, SEAL, 'middle'),
    text(words.subtitle, middle, 402, 28, MUTED, 'middle'),
    text(name, middle, 540, nameSize, INK, 'middle'),
    `<path d="M${middle - 150} 574H${middle + 150}" stroke="${LINE}" stroke-width="2"/>`,
    ...lines.map((line, index) => text(line, MARGIN, 660 + index * 62, 34, INK, 'start')),
    ...wrapped(writable(facts.charity), 30, TEXT_WIDTH - CODE_PX - 40).map((line, index) =>
      text(line, MARGIN, foot + index * 44, 30, INK, 'start'),
    ),
    text(`${words.number}${facts.receiptNumber}`, MARGIN, foot + 96, 24, MUTED, 'start'),
    code(facts.campaignUrl, CERTIFICATE_WIDTH - MARGIN - CODE_PX, foot - 60),
    text(words.scan, CERTIFICATE_WIDTH - MARGIN - CODE_PX / 2, foot + CODE_PX - 24, 20, MUTED, 'middle'),
    text(words.note, middle, CERTIFICATE_HEIGHT - 78, 20, MUTED, 'middle'),
    '</svg>',
  ].join('\n');
}

function frame(inset: number, width: number, colour: string): string {
  const [w, h] = [CERTIFICATE_WIDTH - 2 * inset, CERTIFICATE_HEIGHT - 2 * inset];
  return `<rect x="${inset}" y="${inset}" width="${w}" height="${h}" rx="10" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
}

function text(words: string, x: number, y: number, size: number, fill: string, anchor: 'start' | 'middle'): string {
  const shown = writable(words);
  const left = anchor === 'middle' ? x - measured(shown, size) / 2 : x;
  return `<path fill="${fill}" d="${outlined(shown, left, y, size)}"/>`;
}

/** Lines no wider than `width`: Chinese breaks between characters, but never before a mark; the rest between words. */
function wrapped(words: string, size: number, width: number): string[] {
  const pieces = words.match(/[\p{Script=Han}「（“][，。；：、」）”]*|[^\s\p{Script=Han}「（“]+|\s+/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && measured(line + piece.trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return [...lines, line.trimEnd()].filter(Boolean);
}

function code(url: string, x: number, y: number): string {
  const { size, data } = QRCode.create(url, { errorCorrectionLevel: 'M' }).modules;
  const cell = CODE_PX / size;
  const cells: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (data[row * size + column]) cells.push(`M${x + column * cell} ${y + row * cell}h${cell}v${cell}h-${cell}z`);
    }
  }
  return `<path fill="${INK}" shape-rendering="crispEdges" d="${cells.join('')}"/>`;
}

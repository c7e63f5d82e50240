import qrcode from 'qrcode';
import sharp, { type OverlayOptions } from 'sharp';
import { lettered, linesOf, widthOf, type Line } from './lettering.js';

/** What a poster says; every sentence is in the reader's language already. */
export interface PosterFacts {
  title: string;
  words: string;
  /** e.g. 「已筹 ¥2,266.00」 */
  raised: string;
  /** e.g. 「目标 ¥5,000.00 · 2 笔」 */
  beside: string;
  /** Part of the target in hundredths of a percent, as whole digits; null when there is no target. */
  share: bigint | null;
  /** Where the code leads. */
  address: string;
  /** e.g. 「扫码一起捐」 */
  invitation: string;
  /** Who raises, and under which filing, as the law wants it shown (Charity Law 24). */
  charity: string;
  /** e.g. 「备案编号 53430000…」 */
  filing: string;
  picture: Buffer | null;
}

/** The house's colours on paper (apps/web/styles/tokens.css, light). */
const INK = '#23201c';
const INK_2 = '#5d564d';
const SEAL = '#b3392f';
const PAPER = '#fbf9f6';
const LINE = '#e6dfd5';

/** A phone's whole screen; and the shape chats cut previews to. */
export const POSTER_SIZE = { width: 750, height: 1200 } as const;
export const SHARE_SIZE = { width: 1200, height: 630 } as const;

const EDGE = 56;

/** The poster to be kept on a phone and passed on: picture, title, progress, and a code to scan. PNG. */
export async function drawPoster(facts: PosterFacts): Promise<Buffer> {
  const { width, height } = POSTER_SIZE;
  const pictureHeight = 470;
  const wide = width - 2 * EDGE;
  const parts: string[] = [];
  const letter = (line: Line): number => parts.push(lettered(line));
  let y = pictureHeight + 82;
  for (const text of linesOf(facts.title, wide, 2, 48, 'bold')) {
    letter({ text, x: EDGE, y, size: 48, fill: INK, face: 'bold' });
    y += 62;
  }
  for (const text of linesOf(facts.words, wide, 2, 27)) {
    letter({ text, x: EDGE, y, size: 27, fill: INK_2 });
    y += 40;
  }
  y = Math.max(y + 24, pictureHeight + 262);
  letter({ text: facts.raised, x: EDGE, y, size: 44, fill: SEAL, face: 'bold' });
  parts.push(progressBar(facts.share, EDGE, y + 24, wide));
  letter({ text: facts.beside, x: EDGE, y: y + 74, size: 25, fill: INK_2 });
  const code = 210;
  const codeTop = height - EDGE - code;
  parts.push(`<path d="M${EDGE} ${codeTop - 34}H${width - EDGE}" stroke="${LINE}" stroke-width="2"/>`);
  letter({ text: facts.invitation, x: EDGE, y: codeTop + 74, size: 34, fill: INK, face: 'bold' });
  const beside = wide - code - 32;
  const signed = [...linesOf(facts.charity, beside, 2, 22), ...linesOf(facts.filing, beside, 1, 22)];
  for (const [index, text] of signed.entries()) {
    letter({ text, x: EDGE, y: codeTop + 120 + index * 34, size: 22, fill: INK_2 });
  }
  const layers = [
    { input: await cropped(facts.picture, width, pictureHeight), top: 0, left: 0 },
    { input: svgOf(width, height, parts.join('')), top: 0, left: 0 },
    { input: svgOf(code, code, codeOf(facts.address, code)), top: codeTop, left: width - EDGE - code },
  ];
  return drawn(POSTER_SIZE, layers);
}

/** The preview of a link in a chat: the picture with title and progress below. PNG. */
export async function drawShare(facts: PosterFacts): Promise<Buffer> {
  const { width, height } = SHARE_SIZE;
  const band = 250;
  const top = height - band;
  const wide = width - 2 * EDGE;
  const [title = ''] = linesOf(facts.title, wide, 1, 56, 'bold');
  const parts = [
    `<rect y="${top}" width="${width}" height="${band}" fill="${PAPER}"/>`,
    lettered({ text: title, x: EDGE, y: top + 84, size: 56, fill: INK, face: 'bold' }),
    lettered({ text: facts.raised, x: EDGE, y: top + 156, size: 42, fill: SEAL, face: 'bold' }),
    lettered({
      text: facts.beside,
      x: EDGE + widthOf(facts.raised, 42, 'bold') + 28,
      y: top + 156,
      size: 28,
      fill: INK_2,
    }),
    progressBar(facts.share, EDGE, top + 186, wide),
  ];
  return drawn(SHARE_SIZE, [
    { input: await cropped(facts.picture, width, top), top: 0, left: 0 },
    { input: svgOf(width, height, parts.join('')), top: 0, left: 0 },
  ]);
}

/** A code that leads to an address, as SVG; for screens. */
export function drawCode(address: string): string {
  const size = 240;
  return svgOf(size, size, codeOf(address, size)).toString('utf8');
}

function drawn({ width, height }: { width: number; height: number }, layers: OverlayOptions[]): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: PAPER } })
    .composite(layers)
    .png({ palette: false, compressionLevel: 9 })
    .toBuffer();
}

function cropped(picture: Buffer | null, width: number, height: number): Promise<Buffer> {
  const source = picture ?? svgOf(360, 196, HOUSE_PICTURE);
  return sharp(source, picture ? {} : { density: 220 })
    .resize({ width, height, fit: 'cover' })
    .png()
    .toBuffer();
}

function svgOf(width: number, height: number, body: string): Buffer {
  const box = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${box}>${body}</svg>`);
}

function progressBar(share: bigint | null, x: number, y: number, width: number): string {
  if (share === null) return '';
  const done = share >= 10_000n ? width : (width * Number(share)) / 10_000;
  const bar = (length: number, fill: string) =>
    `<rect x="${x}" y="${y}" width="${length}" height="10" rx="5" fill="${fill}"/>`;
  return bar(width, LINE) + (done > 0 ? bar(Math.max(done, 10), SEAL) : '');
}

/** White around it, as readers of codes need: four cells on each side. */
function codeOf(address: string, size: number): string {
  const { modules } = qrcode.create(address, { errorCorrectionLevel: 'M' });
  const cells = modules.size + 8;
  const cell = size / cells;
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`;
    }
  }
  return `<rect width="${size}" height="${size}" fill="#fff"/><path transform="scale(${cell})" d="${path}" fill="${INK}"/>`;
}

/** A lamp in a mountain village, as on pages without a picture of their own. */
const HOUSE_PICTURE =
  '<rect width="360" height="196" fill="#e6a98f"/><circle cx="270" cy="58" r="26" fill="#fff4e6" opacity=".9"/>' +
  '<path d="M0 150 70 96l52 34 60-62 74 70 40-26 64 46v48H0z" fill="#8f4a3e" opacity=".55"/>' +
  '<path d="M0 170 96 124l70 36 84-44 110 54v26H0z" fill="#6b352d" opacity=".75"/>' +
  '<path d="M150 150h32v20h-32zM146 150l20-16 20 16z" fill="#3f211c"/><path d="M162 156h8v8h-8z" fill="#ffd98a"/>';

import { RequestError } from './errors.js';
import type { Fen } from './money.js';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

/** One group of up to four digits, e.g. 1004 → 壹仟零肆; leading zeros are the caller's business. */
function groupInCapitals(group: number): string {
  let text = '';
  let zeroWaits = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      zeroWaits = text !== '';
      continue;
    }
    text += `${zeroWaits ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
    zeroWaits = false;
  }
  return text;
}

function yuanInCapitals(yuan: bigint): string {
  let text = '';
  let zeroWaits = false;
  for (let index = GROUPS.length - 1; index >= 0; index--) {
    const group = Number((yuan / 10_000n ** BigInt(index)) % 10_000n);
    if (group === 0) {
      zeroWaits = text !== '';
      continue;
    }
    if (text !== '' && (zeroWaits || group < 1000)) text += '零';
    text += groupInCapitals(group) + GROUPS[index];
    zeroWaits = false;
  }
  return text;
}

/**
 * 人民币大写 as receipts carry it: 32504n → 叁佰贰拾伍元零肆分, 10000n → 壹佰元整.
 * Source: 正确填写票据和结算凭证的基本规定 (中国人民银行), sections 1–3: 整 after 元 and 角, none after 分;
 * zeros between digits are written once.
 * @throws RequestError amount_not_writable below zero or from 10^16 yuan
 */
export function rmbInCapitals(fen: Fen): string {
  if (fen < 0n || fen >= 10n ** 18n) throw new RequestError('BAD_INPUT', 'amount_not_writable', { amount: fen });
  const yuan = fen / 100n;
  const jiao = Number((fen / 10n) % 10n);
  const cents = Number(fen % 10n);
  const whole = yuan === 0n ? '' : `${yuanInCapitals(yuan)}元`;
  if (jiao === 0 && cents === 0) return `${whole || '零元'}整`;
  // A zero yuan before some jiao may be written or left out (section 3); left out, as the ministry's samples do.
  const zero = whole !== '' && jiao === 0 ? '零' : '';
  const jiaoText = jiao === 0 ? '' : `${DIGITS[jiao]}角`;
  return `${whole}${zero}${jiaoText}${cents === 0 ? '整' : `${DIGITS[cents]}分`}`;
}

/** Money is whole fen in a bigint everywhere in the front end; text exists only at its edges. */
export type YuanFault = 'missing' | 'not_a_number' | 'too_many_decimals' | 'too_large';

export type ParsedYuan = { ok: true; fen: bigint } | { ok: false; fault: YuanFault };

const WHOLE_FEN = /^-?\d+$/;
const PLAIN_YUAN = /^(0|[1-9]\d*)(?:\.(\d+))?$/;

// Twelve digits of yuan are above any gift or target and still far inside the books' 64-bit column.
const MAX_YUAN_DIGITS = 12;

/** Reads the contract's Fen scalar (decimal string of whole fen). Throws when it is anything else. */
export function fenOf(text: string): bigint {
  if (!WHOLE_FEN.test(text)) throw new Error(`not whole fen: ${text}`);
  return BigInt(text);
}

/** Reads an amount in yuan as a person types it: 66, 66.5 or 66.55. Never throws. */
export function parseYuan(text: string): ParsedYuan {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, fault: 'missing' };
  const match = PLAIN_YUAN.exec(trimmed);
  if (!match) return { ok: false, fault: 'not_a_number' };
  const [, yuan = '', decimals = ''] = match;
  if (decimals.length > 2) return { ok: false, fault: 'too_many_decimals' };
  if (yuan.length > MAX_YUAN_DIGITS) return { ok: false, fault: 'too_large' };
  return { ok: true, fen: BigInt(yuan) * 100n + BigInt(decimals.padEnd(2, '0')) };
}

/** 6650n → "66.5", 6600n → "66": what a person would have typed. */
export function yuanInput(fen: bigint): string {
  const [yuan, decimals] = yuanAndDecimals(fen);
  return decimals === '00' ? yuan : `${yuan}.${decimals.replace(/0$/, '')}`;
}

/** 660000n → "¥6,600.00"; always two decimals, a true minus sign. */
export function formatYuan(fen: bigint): string {
  const [yuan, decimals] = yuanAndDecimals(fen < 0n ? -fen : fen);
  return `${fen < 0n ? '−' : ''}¥${grouped(yuan)}.${decimals}`;
}

/** Presets and limits read better without empty decimals: 6600n → "¥66", 6650n → "¥66.50". */
export function formatYuanShort(fen: bigint): string {
  return formatYuan(fen).replace(/\.00$/, '');
}

interface LargeUnit {
  fen: bigint;
  shown: (figure: string) => string;
}

const WAN = 10_000n * 100n;
const YI = 10_000n * WAN;
const MILLION = 1_000_000n * 100n;

const LARGE_UNITS: Record<string, readonly LargeUnit[]> = {
  'zh-CN': [
    { fen: YI, shown: (figure) => `${figure} 亿元` },
    { fen: WAN, shown: (figure) => `${figure} 万元` },
  ],
  en: [{ fen: MILLION, shown: (figure) => `¥${figure} million` }],
};

/**
 * A large total in the unit people say aloud: 135682050n → "135.68 万元".
 * Cut, not rounded: a page never shows more than has arrived. Small amounts stay exact.
 */
export function formatLargeYuan(fen: bigint, locale: string): string {
  const unit = LARGE_UNITS[locale]?.find((candidate) => fen >= candidate.fen);
  if (!unit) return formatYuan(fen);
  // A round target reads as people say it: 200 万元, not 200.00 万元.
  if (fen % unit.fen === 0n) return unit.shown(grouped((fen / unit.fen).toString()));
  const hundredths = (fen * 100n) / unit.fen;
  return unit.shown(`${grouped((hundredths / 100n).toString())}.${(hundredths % 100n).toString().padStart(2, '0')}`);
}

/** Tiles are narrow: 19.8 万 in Chinese, 198k in English, whole yuan below that. */
export function formatTileYuan(fen: bigint, locale: string): string {
  if (locale === 'en') return fen >= 100_000n * 10n ? `¥${grouped((fen / 100_000n).toString())}k` : wholeYuan(fen);
  if (fen < WAN) return wholeYuan(fen);
  const tenths = (fen * 10n) / WAN;
  return `${grouped((tenths / 10n).toString())}.${tenths % 10n} 万`;
}

/** Share of a whole in hundredths of a percent, capped at 10,000; 0 when the whole is 0. */
export function shareInBasisPoints(part: bigint, whole: bigint): number {
  if (whole <= 0n || part <= 0n) return 0;
  const share = (part * 10_000n) / whole;
  return Number(share > 10_000n ? 10_000n : share);
}

/** 41207 → "41,207". */
export function formatCount(count: number): string {
  return grouped(count.toString());
}

function wholeYuan(fen: bigint): string {
  return `¥${grouped((fen / 100n).toString())}`;
}

function yuanAndDecimals(fen: bigint): [string, string] {
  return [(fen / 100n).toString(), (fen % 100n).toString().padStart(2, '0')];
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

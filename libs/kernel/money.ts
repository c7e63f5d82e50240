/** Whole fen, 1/100 yuan. The only form money takes inside this system. */
export type Fen = bigint;

const WHOLE_FEN = /^-?(0|[1-9]\d{0,17})$/;

/**
 * Reads whole fen from a decimal string, as it travels in GraphQL and JSON.
 * @returns fen, or null when the text is not a whole number of fen
 */
export function parseFen(text: string): Fen | null {
  return WHOLE_FEN.test(text) ? BigInt(text) : null;
}

/** Yuan with two places and no grouping: 6600n → "66.00". */
export function plainYuan(fen: Fen): string {
  const sign = fen < 0n ? '-' : '';
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Yuan with grouping, for people: 135682050n → "1,356,820.50". */
export function formatYuan(fen: Fen): string {
  return plainYuan(fen).replace(/\B(?=(\d{3})+(?=\.))/g, ',');
}

import { formatYuan } from '../../lib/money.js';

/** A difference says its direction: +¥1.00, −¥1.00, ¥0.00. */
export function signedYuan(fen: bigint): string {
  return fen > 0n ? `+${formatYuan(fen)}` : formatYuan(fen);
}

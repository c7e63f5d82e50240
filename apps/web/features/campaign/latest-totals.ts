import { fenOf } from '../../lib/money.js';

/** A campaign's figures with the position of the books they include. */
export interface DatedTotals {
  progress: { raised: string; asOfPosition: string };
}

export interface LatestTotals<Totals extends DatedTotals> {
  totals: Totals;
  /** By how many fen the total fell since it was first seen here; 0n when it did not. */
  fellBy: bigint;
}

/**
 * The newer of two figures by the books' position, so an answer that was overtaken (or came from a replica that
 * lags) never moves the page back. A fall with a newer position is real: a refund or a correction, and is said.
 */
export function latestTotals<Totals extends DatedTotals>(
  shown: LatestTotals<Totals>,
  arrived: Totals,
): LatestTotals<Totals> {
  const shownAt = BigInt(shown.totals.progress.asOfPosition);
  const arrivedAt = BigInt(arrived.progress.asOfPosition);
  if (arrivedAt < shownAt) return shown;
  const change = fenOf(arrived.progress.raised) - fenOf(shown.totals.progress.raised);
  const fellBy = shown.fellBy - change;
  return { totals: arrived, fellBy: fellBy > 0n ? fellBy : 0n };
}

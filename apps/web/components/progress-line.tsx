import { shareInBasisPoints } from '../lib/money.js';
import './progress-line.css';

/** One line of progress; the label says it in words. */
export function ProgressLine({ part, whole, label }: { part: bigint; whole: bigint; label: string }) {
  const share = shareInBasisPoints(part, whole);
  return (
    <div className="progress-line" role="img" aria-label={label}>
      {share > 0 ? <i style={{ width: `${share / 100}%` }} /> : null}
    </div>
  );
}

/** "67.8": a share in basis points as percent, cut to one decimal. */
export function percentOf(part: bigint, whole: bigint): string {
  const tenths = BigInt(shareInBasisPoints(part, whole)) / 10n;
  return `${tenths / 10n}.${tenths % 10n}`;
}

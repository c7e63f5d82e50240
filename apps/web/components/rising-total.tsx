import { useEffect, useRef, useState } from 'react';
import { formatYuan } from '../lib/money.js';

const RISE_MS = 180;

/** A total, exact to the fen. When it goes up it counts to the new figure; it never counts down. */
export function RisingTotal({ fen, className = '' }: { fen: bigint; className?: string }) {
  const [shown, setShown] = useState(fen);
  const from = useRef(fen);

  useEffect(() => {
    const start = from.current;
    from.current = fen;
    if (fen <= start || window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      setShown(fen);
      return undefined;
    }
    const begun = performance.now();
    let frame = 0;
    const step = (now: number): void => {
      // Whole milliseconds, so that the figure in between is whole fen as well.
      const elapsed = BigInt(Math.trunc(Math.max(0, Math.min(now - begun, RISE_MS))));
      setShown(start + ((fen - start) * elapsed) / BigInt(RISE_MS));
      if (now - begun < RISE_MS) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [fen]);

  return <b className={`num ${className}`}>{formatYuan(shown)}</b>;
}

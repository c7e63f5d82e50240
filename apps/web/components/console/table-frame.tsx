import type { ReactNode } from 'react';

/** A table that may be wider than a phone: it scrolls in its own frame, also by keyboard. */
export function TableFrame({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="console-scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

import type { SessionStore } from '../../lib/session-store.js';

/** The parts of a gift whose changes a donor is told of. */
export interface VisitedGift {
  id: string;
  state: string;
  receipt: { number: string } | null;
  allocation: {
    state: string;
    lines: readonly { title: string; standing: string; orgUnit: { id: string } }[];
    changes: readonly { text: string; position: string }[];
  };
}

/** How a gift stood when it was last looked at; nothing in it says who looked. */
interface Visit {
  state: string;
  receipt: string | null;
  lines: Record<string, string>;
  changes: number;
}

export type VisitChange =
  | { kind: 'state'; state: string }
  | { kind: 'receipt'; number: string }
  | { kind: 'line'; title: string; standing: string }
  | { kind: 'change'; text: string };

const keyOf = (id: string): string => `yiqijuan.gift-seen.${id}`;

/** How the gift stood at the last visit from this device; null before the first. */
export function lastVisit(device: SessionStore, id: string): Visit | null {
  try {
    const kept = JSON.parse(device.read(keyOf(id)) ?? 'null') as Partial<Visit> | null;
    if (!kept || typeof kept.state !== 'string' || typeof kept.lines !== 'object' || kept.lines === null) return null;
    const changes = typeof kept.changes === 'number' ? kept.changes : 0;
    return { state: kept.state, receipt: kept.receipt ?? null, lines: kept.lines, changes };
  } catch {
    return null;
  }
}

/** Keeps how it stands now. */
export function keepVisit(device: SessionStore, gift: VisitedGift): void {
  const { state, receipt, allocation } = gift;
  const lines = Object.fromEntries(allocation.lines.map(({ orgUnit, standing }) => [orgUnit.id, standing]));
  const visit: Visit = { state, receipt: receipt?.number ?? null, lines, changes: allocation.changes.length };
  device.write(keyOf(gift.id), JSON.stringify(visit));
}

/** What is different from the last visit; what had not begun then is no change but the first news. */
export function changesSince(before: Visit | null, gift: VisitedGift): VisitChange[] {
  if (!before || Object.keys(before.lines).length === 0) return [];
  const { allocation, receipt, state } = gift;
  return [
    ...(before.state === state ? [] : [{ kind: 'state' as const, state }]),
    ...allocation.lines
      .filter(({ orgUnit, standing }) => before.lines[orgUnit.id] !== standing)
      .map(({ title, standing }) => ({ kind: 'line' as const, title, standing })),
    ...allocation.changes.slice(before.changes).map(({ text }) => ({ kind: 'change' as const, text })),
    ...(receipt && before.receipt !== null && before.receipt !== receipt.number
      ? [{ kind: 'receipt' as const, number: receipt.number }]
      : []),
  ];
}

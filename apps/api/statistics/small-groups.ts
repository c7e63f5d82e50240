import type { Fen } from '#kernel';

/** A row of a statistic: what it is of, how many gifts, how much. */
export interface Group<Key> {
  key: Key;
  gifts: number;
  amount: Fen;
}

/** The same as it may be shown: null where it would speak of too few. */
export interface ShownGroup<Key> {
  key: Key;
  gifts: number | null;
  amount: Fen | null;
}

/** Fewer gifts than this could be somebody's. */
export const LEAST_GIFTS = 10;

/**
 * Groups of fewer than ten gifts without their figures; empty ones are shown. Were only one held back, the total would
 * give it away, so the smallest of the others goes with it.
 */
export function withoutSmallGroups<Key>(groups: readonly Group<Key>[]): ShownGroup<Key>[] {
  const small = new Set(groups.filter(({ gifts }) => gifts > 0 && gifts < LEAST_GIFTS));
  if (small.size === 1) {
    const others = groups.filter((group) => group.gifts > 0 && !small.has(group));
    const [smallest] = [...others].sort((a, b) => a.gifts - b.gifts);
    if (smallest) small.add(smallest);
  }
  return groups.map((group) => (small.has(group) ? { key: group.key, gifts: null, amount: null } : { ...group }));
}

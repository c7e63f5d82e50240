/** The wall as far as it was read: entries newest first and where the next page begins. */
export interface WallSoFar<Entry> {
  entries: readonly Entry[];
  endCursor: string | null;
  hasNextPage: boolean;
}

/**
 * Puts the newest page on top of what is shown. If the two do not overlap, more gifts arrived than one page
 * holds: then the fresh page replaces the old ones, because a wall with a silent hole would be untrue.
 */
export function withNewest<Entry extends { id: string }>(
  shown: WallSoFar<Entry>,
  newest: WallSoFar<Entry>,
): WallSoFar<Entry> {
  const known = new Set(shown.entries.map(({ id }) => id));
  const fresh = newest.entries.filter(({ id }) => !known.has(id));
  if (fresh.length === 0) return shown;
  if (fresh.length === newest.entries.length) return newest;
  return { ...shown, entries: [...fresh, ...shown.entries] };
}

/** Adds an older page below; entries that are already shown are not repeated. */
export function withOlder<Entry extends { id: string }>(
  shown: WallSoFar<Entry>,
  older: WallSoFar<Entry>,
): WallSoFar<Entry> {
  const known = new Set(shown.entries.map(({ id }) => id));
  return { ...older, entries: [...shown.entries, ...older.entries.filter(({ id }) => !known.has(id))] };
}

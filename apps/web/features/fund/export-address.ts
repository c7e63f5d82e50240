export interface DayRange {
  /** YYYY-MM-DD in China's time, or the empty text for no bound. */
  from: string;
  to: string;
}

/** Where a table of the fund's lines can be fetched, with the same days as on the screen. */
export function exportAddress(format: 'csv' | 'xlsx', { from, to }: DayRange): string {
  const query = new URLSearchParams();
  if (from) query.set('from', from);
  if (to) query.set('to', to);
  const text = query.toString();
  return `/exports/fund.${format}${text ? `?${text}` : ''}`;
}

/** A range that ends before it begins holds nothing. */
export function isBackwards({ from, to }: DayRange): boolean {
  return from !== '' && to !== '' && to < from;
}

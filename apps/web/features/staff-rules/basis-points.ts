/** Basis points as a person types them in percent: "2.5" → 250. Null when it is no percentage with two places. */
export function basisPointsOf(text: string): number | null {
  const match = /^(\d{1,5})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/\s*[%％]$/, ''));
  if (!match) return null;
  const [, whole = '', places = ''] = match;
  return Number.parseInt(whole + places.padEnd(2, '0'), 10);
}

/** 250 → "2.5". */
export function percentText(bp: number): string {
  const places = String(bp % 100).padStart(2, '0');
  return `${Math.trunc(bp / 100)}.${places}`.replace(/\.?0+$/, (end) =>
    end.startsWith('.') ? '' : end.replace(/0+$/, ''),
  );
}

import { fenOf, formatYuan } from '../../lib/money.js';

interface Shortage {
  missing: string;
  orgUnit: { region: { shortName: string } | null };
}

/** 「益阳 还差 ¥1.00、…」: the cities that hold too little. */
export function shortagesInWords(
  shortages: readonly Shortage[],
  lacks: (amount: string) => string,
  separator: string,
): string {
  return shortages
    .filter(({ missing }) => fenOf(missing) > 0n)
    .map(({ missing, orgUnit }) => `${orgUnit.region?.shortName ?? ''} ${lacks(formatYuan(fenOf(missing)))}`)
    .join(separator);
}

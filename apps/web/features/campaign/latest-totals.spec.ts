import { describe, expect, it } from '@jest/globals';
import { latestTotals } from './latest-totals.js';

const at = (asOfPosition: string, raised: string) => ({ progress: { asOfPosition, raised } });
const shown = (asOfPosition: string, raised: string, fellBy = 0n) => ({ totals: at(asOfPosition, raised), fellBy });

describe('the totals on the page', () => {
  it('move up with the books', () => {
    expect(latestTotals(shown('9', '100'), at('10', '166'))).toEqual(shown('10', '166'));
  });

  it('do not move back for an overtaken answer, compared as numbers', () => {
    expect(latestTotals(shown('10', '166'), at('9', '100'))).toEqual(shown('10', '166'));
  });

  it('say by how much they fell', () => {
    expect(latestTotals(shown('10', '166'), at('11', '100'))).toEqual(shown('11', '100', 66n));
  });

  it('stop saying so once new gifts have made up for it', () => {
    expect(latestTotals(shown('11', '100', 66n), at('12', '130'))).toEqual(shown('12', '130', 36n));
    expect(latestTotals(shown('11', '100', 66n), at('12', '170'))).toEqual(shown('12', '170', 0n));
  });
});

import { describe, expect, it } from '@jest/globals';
import { keptAddress } from './kept-address.js';

describe('the address under which a page is kept', () => {
  it.each([
    ['/', '', '/'],
    ['/en/c/warm-2026', 'from=chat', '/en/c/warm-2026'],
    ['/campaigns', '', '/campaigns'],
    ['/campaigns', 'q=&state=&city=', '/campaigns'],
    ['/campaigns', 'city=430900&state=live', '/campaigns?state=live&city=430900'],
    ['/en/campaigns', 'state=over', '/en/campaigns?state=over'],
    ['/cities/430900', 'x=1', '/cities/430900'],
    ['/c/warm-2026/news/nwi_01jx5s0f3ce8q8y9m1w2v3n4p5', '', '/c/warm-2026/news/nwi_01jx5s0f3ce8q8y9m1w2v3n4p5'],
  ])('of %s with "%s" is %s', (address, query, kept) => {
    expect(keptAddress(address, query)).toBe(kept);
  });

  it.each([
    ['/campaigns', 'q=%E6%B8%A9'],
    ['/campaigns', 'state=LIVE'],
    ['/campaigns', 'after=abc'],
    ['/pledges/plg_1', ''],
    ['/my', ''],
  ])('of %s with "%s" is none: it is drawn for each', (address, query) => {
    expect(keptAddress(address, query)).toBeNull();
  });
});

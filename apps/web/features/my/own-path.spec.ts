import { expect, it } from '@jest/globals';
import { ownPath } from './own-path.js';

it.each([
  ['/pledges/plg_1?token=a', '/pledges/plg_1?token=a'],
  ['/en/pledges/plg_1?token=a', '/pledges/plg_1?token=a'],
  ['https://elsewhere.example/en/monthly/mth_1?token=b#stop', '/monthly/mth_1?token=b#stop'],
  [null, null],
])('%j leads to %j', (link, path) => {
  expect(ownPath(link)).toBe(path);
});

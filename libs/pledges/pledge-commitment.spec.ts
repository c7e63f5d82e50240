import { expect, it } from '@jest/globals';
import { commitmentOf as asVerified } from '#verifier';
import { commitmentOf } from './pledge-commitment.js';

const gift = { salt: 'c2FsdA', giftId: 'plg_1', amount: 6600n, payer: '示例捐赠人' };

it('is what the verifier opens, also for an anonymous gift', () => {
  for (const payer of ['示例捐赠人', '']) {
    expect(commitmentOf({ ...gift, payer })).toBe(asVerified({ ...gift, amount: '6600', payer }));
  }
});

it('is another one for another salt, gift, amount or name', () => {
  const changed = [{ salt: 'x' }, { giftId: 'plg_2' }, { amount: 6601n }, { payer: '别人' }];
  const all = [gift, ...changed.map((change) => ({ ...gift, ...change }))].map(commitmentOf);
  expect(new Set(all).size).toBe(5);
});

import { describe, expect, it } from '@jest/globals';
import { EMPTY, faultsOf, inputOf } from './reallocation-values.js';

const gifts = { ...EMPTY, campaignId: 'cmp_1', ruleId: 'rul_2', fromRuleId: 'rul_1' };
const returned = { ...EMPTY, kind: 'FUND_RETURN', campaignId: 'cmp_1', regionCode: '430900', amount: '12.5' } as const;

describe('what a maker fills in', () => {
  it('is asked for by kind, and by how gifts are picked', () => {
    expect(faultsOf(EMPTY)).toEqual({ campaignId: 'missing', ruleId: 'missing', fromRuleId: 'missing' });
    expect(faultsOf({ ...EMPTY, how: 'ids' })).toEqual({
      campaignId: 'missing',
      ruleId: 'missing',
      giftIds: 'missing',
    });
    expect(faultsOf({ ...EMPTY, kind: 'FUND_RETURN', amount: '0' })).toEqual({
      campaignId: 'missing',
      regionCode: 'missing',
      amount: 'amountFault',
    });
    expect(faultsOf(gifts)).toEqual({});
    expect(faultsOf(returned)).toEqual({});
  });

  it('sends what its kind asks for and nothing left over from another', () => {
    expect(inputOf({ ...returned, ruleId: 'rul_2', giftIds: 'plg_1' })).toEqual({
      kind: 'FUND_RETURN',
      campaignId: 'cmp_1',
      regionCode: '430900',
      source: 'POOL',
      amount: '1250',
    });
    expect(inputOf({ ...gifts, how: 'ids', giftIds: ' plg_1\nplg_2，plg_3 ', from: '2026-11-01' })).toEqual({
      kind: 'GIFTS',
      campaignId: 'cmp_1',
      ruleId: 'rul_2',
      giftIds: ['plg_1', 'plg_2', 'plg_3'],
    });
    expect(inputOf({ ...gifts, from: '2026-11-01' })).toMatchObject({ from: '2026-11-01', to: null, regionCode: null });
  });
});

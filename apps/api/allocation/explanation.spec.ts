import { describe, expect, it } from '@jest/globals';
import type { ExplainedPlacement } from '#ledger';
import { translator } from '../messages/messages.js';
import { LineState } from './allocation.model.js';
import { arithmeticOf, changeText, chargesOf, reasonOf, standingsOf, standingText, stateOf } from './explanation.js';

const [zh, en] = [translator('zh-CN'), translator('en')];

function placement(change: Partial<ExplainedPlacement> = {}, source: 'DIRECT' | 'POOL' = 'POOL'): ExplainedPlacement {
  const weights = source === 'DIRECT' ? [1n] : [790n, 12_210n];
  return {
    id: 'plg_1',
    amount: 6_600n,
    fee: 66n,
    management: 0n,
    covered: 0n,
    legs: [],
    batchNumber: 1n,
    position: 1n,
    recordedAt: new Date(0),
    route: {
      id: 1,
      campaignId: 'cmp_1',
      ruleId: 'rul_1',
      source,
      managementBp: 500,
      feeCarrier: 'GIFT',
      legs: weights.map((weight, k) => ({ accountId: k, orgUnitId: `org_${k}`, weight })),
      totalWeight: weights.reduce((sum, weight) => sum + weight, 0n),
    },
    ...change,
  };
}

describe('the sentence of a line', () => {
  const words = { city: '益阳', version: 2, anew: false };
  it.each([
    ['designated', placement({}, 'DIRECT'), '因为您选择了益阳：指定城市的捐赠 100% 归它，不扣管理费。'],
    [
      'designated, with management and fee kept',
      placement({ management: 330n, covered: 66n }, 'DIRECT'),
      '因为您选择了益阳：扣除管理费 ¥3.30和支付手续费 ¥0.66后，其余 ¥62.04 全部归它。',
    ],
    [
      'from the pool, with a fee kept',
      placement({ covered: 66n }),
      '全省统筹：扣除支付手续费 ¥0.66后的 ¥65.34，按规则第 2 版分给 2 个市州：益阳占 790/13000，零头按捐赠号决定归属。',
    ],
  ])('%s', (_, placed, sentence) => {
    expect(reasonOf({ weight: placed.route.legs[0]?.weight ?? 0n }, placed, words, zh)).toBe(sentence);
  });

  it('has no Chinese in English', () => {
    const placed = placement({ management: 330n, covered: 66n });
    const told = [
      reasonOf({ weight: 790n }, placed, { city: en('city_430900'), version: 2, anew: false }, en),
      reasonOf({ weight: 790n }, placed, { city: en('city_430900'), version: 2, anew: true }, en),
      ...chargesOf(placed, 2, en).flatMap(({ title, reason, arithmetic }) => [title, reason, arithmetic]),
    ];
    expect(told.join(' ')).toContain('Yiyang has 790/13000');
    expect(told.join(' ')).not.toMatch(/\p{Script=Han}|\{\{/u);
  });
});

describe('the arithmetic of a line', () => {
  it.each([
    [placement({}, 'DIRECT'), 1n, 6_600n, '66.00 × 100% = 66.00'],
    [placement({ management: 330n, covered: 66n }, 'DIRECT'), 1n, 6_204n, '(66.00 − 3.30 − 0.66) × 100% = 62.04'],
    [placement(), 790n, 401n, '66.00 × 790 ÷ 13000 ≈ 4.0107 → 4.01'],
    [placement({ management: 330n }), 790n, 381n, '(66.00 − 3.30) × 790 ÷ 13000 ≈ 3.8102 → 3.81'],
  ])('is one a reader can do again', (placed, weight, amount, sum) => {
    expect(arithmeticOf({ weight, amount }, placed)).toBe(sum);
  });
});

describe('what was kept of a gift', () => {
  it('is a line of its own for management and for the fee, and none where nothing was kept', () => {
    expect(chargesOf(placement({ management: 330n, covered: 66n }), 3, zh)).toMatchObject([
      { title: '管理费', amount: 330n, arithmetic: '66.00 × 5.00% → 3.30' },
      { title: '支付手续费', amount: 66n, reason: '规则第 3 版规定，支付渠道收取的 ¥0.66 由这笔捐赠承担。' },
    ]);
    expect(chargesOf(placement(), 3, zh)).toEqual([]);
  });
});

describe('the state of a line', () => {
  const none = { confirmed: 0n, paid: 0n, applied: 0n, givenBack: 0n, allocated: 0n };
  it.each([
    ['waits', { ...none, allocated: 5n }, 0n, LineState.ALLOCATED, '¥0.05 已分配，等妇联申请'],
    [
      'is as far as its last part',
      { ...none, confirmed: 3n, applied: 2n },
      0n,
      LineState.APPLIED,
      '¥0.03 已确认收到，¥0.02 妇联已申请',
    ],
    [
      'is confirmed when all that is left is',
      { ...none, confirmed: 3n },
      2n,
      LineState.CONFIRMED,
      '¥0.03 已确认收到，¥0.02 已退回给您',
    ],
    ['was given back to the pool', { ...none, givenBack: 3n }, 0n, LineState.RETURNED_TO_POOL, '¥0.03 已交回统筹'],
    ['was returned', none, 9n, LineState.RETURNED, '¥0.09 已退回给您'],
  ])('%s', (_, progress, returned, state, text) => {
    const standings = standingsOf({ progress, returned });
    expect(stateOf(standings)).toBe(state);
    expect(standingText(standings, zh)).toBe(text);
  });
});

describe('a change of a gift', () => {
  it('says what the pool carries, and its public note', () => {
    const change = {
      id: 'ref_1',
      kind: 'GIFT_REFUNDED' as const,
      amount: 1_000n,
      carriedByPool: 400n,
      note: '重复付款',
      occurredAt: new Date(0),
      recordedAt: new Date(0),
      position: 3n,
    };
    expect(changeText(change, zh)).toBe(
      '退回给您 ¥10.00，按每一项剩下的比例从各项里退。 其中 ¥4.00 所在市州已经用出，由统筹资金垫付，市州不用退。 说明：重复付款',
    );
    expect(changeText({ ...change, note: null }, en)).not.toMatch(/\p{Script=Han}|\{\{/u);
  });
});

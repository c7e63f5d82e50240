import type { VariablesOf } from '../../lib/graphql.js';
import { parseYuan } from '../../lib/money.js';
import type { PreviewReallocationMutation } from './preview-reallocation.mutation.js';

export type ReallocationInput = VariablesOf<typeof PreviewReallocationMutation>['input'];

/** What a maker fills in, as text. */
export interface ReallocationValues {
  kind: 'GIFTS' | 'FUND_RETURN';
  campaignId: string;
  how: 'rule' | 'ids';
  fromRuleId: string;
  ruleId: string;
  regionCode: string;
  from: string;
  to: string;
  giftIds: string;
  source: 'DIRECT' | 'POOL';
  amount: string;
}

export const EMPTY: ReallocationValues = {
  kind: 'GIFTS',
  campaignId: '',
  how: 'rule',
  fromRuleId: '',
  ruleId: '',
  regionCode: '',
  from: '',
  to: '',
  giftIds: '',
  source: 'POOL',
  amount: '',
};

export type ValueFault = 'missing' | 'amountFault';
export type ValueFaults = Partial<Record<keyof ReallocationValues, ValueFault>>;

/** What keeps the values from being previewed, by field; empty when nothing does. */
export function faultsOf(values: ReallocationValues): ValueFaults {
  const faults: ValueFaults = {};
  const need = (field: 'campaignId' | 'fromRuleId' | 'ruleId' | 'giftIds' | 'regionCode'): void => {
    if (values[field].trim() === '') faults[field] = 'missing';
  };
  need('campaignId');
  if (values.kind === 'FUND_RETURN') {
    need('regionCode');
    const parsed = parseYuan(values.amount);
    if (!parsed.ok || parsed.fen === 0n) faults.amount = 'amountFault';
    return faults;
  }
  need('ruleId');
  need(values.how === 'ids' ? 'giftIds' : 'fromRuleId');
  return faults;
}

/** The values as the api wants them; only of values without faults. */
export function inputOf(values: ReallocationValues): ReallocationInput {
  const { kind, campaignId } = values;
  if (kind === 'FUND_RETURN') {
    const parsed = parseYuan(values.amount);
    const amount = (parsed.ok ? parsed.fen : 0n).toString();
    return { kind, campaignId, regionCode: values.regionCode, source: values.source, amount };
  }
  if (values.how === 'ids') {
    const giftIds = values.giftIds.split(/[\s,，、]+/).filter((id) => id !== '');
    return { kind, campaignId, ruleId: values.ruleId, giftIds };
  }
  return {
    kind,
    campaignId,
    ruleId: values.ruleId,
    fromRuleId: values.fromRuleId,
    regionCode: values.regionCode || null,
    from: values.from || null,
    to: values.to || null,
  };
}

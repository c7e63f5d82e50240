import { chinaWallClock, instantOfChinaWallClock } from '../../lib/china-time.js';
import type { VariablesOf } from '../../lib/graphql.js';
import { basisPointsOf, percentText } from './basis-points.js';
import type { DraftRuleMutation } from './draft-rule.mutation.js';
import type { StaffRuleParts } from './rule.fragment.js';
import type { CityRow } from './weight-table.js';

export type RuleInput = VariablesOf<typeof DraftRuleMutation>['input'];
export type PoolMethod = RuleInput['method'];
export type FeeCarrier = RuleInput['feeCarrier'];

export const METHODS: readonly PoolMethod[] = ['MOTHERS', 'NEED', 'EQUAL', 'TABLE'];
export const CARRIERS: readonly FeeCarrier[] = ['FOUNDATION', 'GIFT'];

/** The form, as the controls hold it: text, and a clock of China without a zone. */
export interface RuleFormValues {
  /** Empty for the whole programme. */
  campaignId: string;
  method: PoolMethod;
  management: string;
  feeCarrier: FeeCarrier;
  effectiveFrom: string;
  note: string;
  cities: readonly CityRow[];
}

/** A field whose text cannot be read; the api judges everything else. */
export type UnreadableField =
  'management' | 'effectiveFrom' | 'note' | { regionCode: string; column: 'weight' | 'floor' | 'cap' };

export function emptyRule(cities: readonly { code: string; name: string }[]): RuleFormValues {
  return {
    campaignId: '',
    method: 'MOTHERS',
    management: '0',
    feeCarrier: 'FOUNDATION',
    effectiveFrom: '',
    note: '',
    cities: cities.map(({ code, name }) => ({ regionCode: code, name, weight: '', floor: '', cap: '' })),
  };
}

/** A stored rule as the form shows it, over all cities it may be for. */
export function formValuesOf(rule: StaffRuleParts, cities: readonly { code: string; name: string }[]): RuleFormValues {
  const kept = new Map(rule.shares.map((share) => [share.region.code, share]));
  return {
    campaignId: rule.campaign?.id ?? '',
    method: rule.method,
    management: percentText(rule.managementBp),
    feeCarrier: rule.feeCarrier,
    effectiveFrom: chinaWallClock(rule.effectiveFrom).slice(0, 16),
    note: rule.note,
    cities: cities.map(({ code, name }) => {
      const share = kept.get(code);
      return {
        regionCode: code,
        name,
        weight: rule.method === 'TABLE' && share ? String(share.basis) : '',
        floor: share && share.floorBp > 0 ? percentText(share.floorBp) : '',
        cap: share && share.capBp < 10_000 ? percentText(share.capBp) : '',
      };
    }),
  };
}

/** Every field whose text is no number, no percentage or no time. */
export function unreadableFields(values: RuleFormValues): UnreadableField[] {
  const faults: UnreadableField[] = [];
  if (basisPointsOf(values.management) === null) faults.push('management');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(values.effectiveFrom)) faults.push('effectiveFrom');
  if (values.note.trim() === '') faults.push('note');
  for (const { regionCode, weight, floor, cap } of values.cities) {
    if (values.method === 'TABLE' && weight.trim() !== '' && !/^\d{1,9}$/.test(weight.trim())) {
      faults.push({ regionCode, column: 'weight' });
    }
    for (const [column, text] of [
      ['floor', floor],
      ['cap', cap],
    ] as const) {
      if (text.trim() !== '' && basisPointsOf(text) === null) faults.push({ regionCode, column });
    }
  }
  return faults;
}

/**
 * The form as the api takes it. While it is being written, a time or a note that is missing is filled in for the
 * preview: shares depend on neither. Text that cannot be read counts as left out; look for that first.
 */
export function ruleInputOf(values: RuleFormValues): RuleInput {
  const { campaignId, method, feeCarrier, effectiveFrom, note, management } = values;
  const bounded = ({ weight, floor, cap }: CityRow): boolean =>
    (method === 'TABLE' && weight.trim() !== '') || floor.trim() !== '' || cap.trim() !== '';
  return {
    campaignId: campaignId || null,
    method,
    managementBp: basisPointsOf(management) ?? 0,
    feeCarrier,
    effectiveFrom: instantOfChinaWallClock(
      effectiveFrom === '' ? '2100-01-01T00:00:00' : `${effectiveFrom.slice(0, 16)}:00`,
    ),
    note: note.trim() || '-',
    cities: values.cities.filter(bounded).map(({ regionCode, weight, floor, cap }) => ({
      regionCode,
      weight: method === 'TABLE' && /^\d{1,9}$/.test(weight.trim()) ? Number.parseInt(weight.trim(), 10) : null,
      floorBp: basisPointsOf(floor),
      capBp: basisPointsOf(cap),
    })),
  };
}

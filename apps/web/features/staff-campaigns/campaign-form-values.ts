import { chinaWallClock, instantOfChinaWallClock } from '../../lib/china-time.js';
import type { VariablesOf } from '../../lib/graphql.js';
import { fenOf, parseYuan, yuanInput } from '../../lib/money.js';
import type { CreateCampaignMutation } from './create-campaign.mutation.js';
import type { StaffCampaignParts } from './staff-campaign.fragment.js';

export type CampaignInput = VariablesOf<typeof CreateCampaignMutation>['input'];

/** The form's fields, as the controls hold them: text, days as YYYY-MM-DD, clocks of China without a zone. */
export interface CampaignFormValues {
  title: string;
  summary: string;
  story: string;
  target: string;
  startsAt: string;
  endsAt: string;
  purpose: string;
  beneficiaries: string;
  useOfFunds: string;
  cost: string;
  leftovers: string;
  responsiblePerson: string;
  filingNumber: string;
  filedOn: string;
  windowStart: string;
  windowEnd: string;
  regionCodes: string[];
}

export type CampaignField = keyof CampaignFormValues;

export const EMPTY_CAMPAIGN: CampaignFormValues = {
  title: '',
  summary: '',
  story: '',
  target: '',
  startsAt: '',
  endsAt: '',
  purpose: '',
  beneficiaries: '',
  useOfFunds: '',
  cost: '',
  leftovers: '',
  responsiblePerson: '',
  filingNumber: '',
  filedOn: '',
  windowStart: '',
  windowEnd: '',
  regionCodes: [],
};

/** A stored campaign as the form shows it. */
export function formValuesOf(campaign: StaffCampaignParts): CampaignFormValues {
  const { plan } = campaign;
  return {
    title: campaign.title,
    summary: campaign.summary,
    story: campaign.story.join('\n\n'),
    target: yuanInput(fenOf(campaign.target)),
    startsAt: chinaWallClock(campaign.startsAt).slice(0, 16),
    endsAt: chinaWallClock(campaign.endsAt).slice(0, 16),
    purpose: plan.purpose,
    beneficiaries: plan.beneficiaries,
    useOfFunds: plan.useOfFunds,
    cost: plan.cost,
    leftovers: plan.leftovers,
    responsiblePerson: plan.responsiblePerson,
    filingNumber: plan.filingNumber ?? '',
    filedOn: plan.filedOn ?? '',
    windowStart: plan.windowStart ?? '',
    windowEnd: plan.windowEnd ?? '',
    regionCodes: [...plan.regionCodes],
  };
}

/**
 * The form as the api takes it; `coverKey` null means no cover.
 * Throws when the target or a clock cannot be read: the form's own rules come first.
 */
export function campaignInputOf(values: CampaignFormValues, coverKey: string | null): CampaignInput {
  const target = parseYuan(values.target);
  if (!target.ok) throw new Error(`target: ${target.fault}`);
  const text = (field: Exclude<CampaignField, 'regionCodes'>): string => values[field].trim();
  return {
    title: text('title'),
    summary: text('summary'),
    story: paragraphsOf(values.story),
    coverKey,
    target: target.fen.toString(),
    startsAt: instantOfChinaWallClock(secondsAdded(values.startsAt)),
    endsAt: instantOfChinaWallClock(secondsAdded(values.endsAt)),
    purpose: text('purpose'),
    beneficiaries: text('beneficiaries'),
    useOfFunds: text('useOfFunds'),
    cost: text('cost'),
    leftovers: text('leftovers'),
    responsiblePerson: text('responsiblePerson'),
    filingNumber: text('filingNumber') || null,
    filedOn: values.filedOn || null,
    windowStart: values.windowStart || null,
    windowEnd: values.windowEnd || null,
    regionCodes: [...values.regionCodes],
  };
}

/** The key under which a shown cover was uploaded, so that saving other fields keeps it; null without a cover. */
export function coverKeyOf(coverUrl: string | null): string | null {
  return /covers\/[\w.-]+$/.exec(coverUrl ?? '')?.[0] ?? null;
}

/** An empty line, or several, begins a new paragraph; so does a single line break. */
export function paragraphsOf(story: string): string[] {
  return story
    .split(/\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

/** The form's field for a field the server named ("input.plan.purpose"); null when it has no place here. */
export function campaignFieldOf(serverField: string): CampaignField | null {
  const last = serverField.split('.').at(-1) ?? '';
  return last in EMPTY_CAMPAIGN ? (last as CampaignField) : null;
}

function secondsAdded(clock: string): string {
  return clock.length === 16 ? `${clock}:00` : clock;
}

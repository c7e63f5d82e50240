import { FieldRejectedError, isCivilDate, type CivilDate, type Fen } from '#kernel';

/** What a maker fills in. */
export interface CampaignDraft {
  title: string;
  summary: string;
  story: string[];
  /** Left out, an edit keeps the cover there is. */
  coverKey?: string | null;
  target: Fen;
  startsAt: Date;
  endsAt: Date;
  purpose: string;
  beneficiaries: string;
  useOfFunds: string;
  cost: string;
  leftovers: string;
  responsiblePerson: string;
  filingNumber: string | null;
  filedOn: CivilDate | null;
  windowStart: CivilDate | null;
  windowEnd: CivilDate | null;
  regionCodes: string[];
}

const LIMITS = {
  title: 60,
  summary: 140,
  purpose: 500,
  beneficiaries: 500,
  useOfFunds: 500,
  cost: 500,
  leftovers: 500,
  responsiblePerson: 60,
} as const;
const MAX_PARAGRAPHS = 40;
const MAX_PARAGRAPH = 2000;
/** What an upload answers with; a cover is named by its content. */
const COVER_KEY = /^covers\/[0-9a-f]{32}(-\d{1,4}\.webp|\.(png|jpg|webp))$/;
const MIN_TARGET: Fen = 100_00n;
const MAX_TARGET: Fen = 1_000_000_000_00n;

/**
 * Checks a draft before it is kept. Filing data may still be missing; the publish gate asks for it later.
 * @param cityCodes the region codes a campaign may raise for
 * @returns the draft with its texts trimmed
 * @throws FieldRejectedError naming the first field that breaks its rule
 */
export function checkedDraft(draft: CampaignDraft, cityCodes: ReadonlySet<string>): CampaignDraft {
  const texts = {} as Record<keyof typeof LIMITS, string>;
  for (const [field, max] of Object.entries(LIMITS) as [keyof typeof LIMITS, number][]) {
    const text = draft[field].trim();
    if (text === '') throw new FieldRejectedError(field, 'field_required');
    if (text.length > max) throw new FieldRejectedError(field, 'field_too_long', { max });
    texts[field] = text;
  }
  const story = draft.story.map((paragraph) => paragraph.trim()).filter(Boolean);
  if (story.length === 0) throw new FieldRejectedError('story', 'field_required');
  if (story.length > MAX_PARAGRAPHS || story.some(({ length }) => length > MAX_PARAGRAPH)) {
    throw new FieldRejectedError('story', 'field_too_long', { max: MAX_PARAGRAPH });
  }
  if (draft.target < MIN_TARGET || draft.target > MAX_TARGET) {
    throw new FieldRejectedError('target', 'target_out_of_range', { min: MIN_TARGET, max: MAX_TARGET });
  }
  if (draft.coverKey && !COVER_KEY.test(draft.coverKey))
    throw new FieldRejectedError('coverKey', 'picture_unsupported');
  if (draft.endsAt <= draft.startsAt) throw new FieldRejectedError('endsAt', 'window_ends_before_it_starts');
  for (const field of ['filedOn', 'windowStart', 'windowEnd'] as const) {
    const day = draft[field];
    if (day !== null && !isCivilDate(day)) throw new FieldRejectedError(field, 'date_malformed');
  }
  const unknown = draft.regionCodes.find((code) => !cityCodes.has(code));
  if (unknown !== undefined) throw new FieldRejectedError('regionCodes', 'region_unknown', { region: unknown });
  const filingNumber = draft.filingNumber?.trim().toUpperCase() ?? '';
  return {
    ...draft,
    ...texts,
    story,
    filingNumber: filingNumber || null,
    regionCodes: [...new Set(draft.regionCodes)].sort(),
  };
}

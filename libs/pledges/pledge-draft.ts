import { createHash } from 'node:crypto';
import { FieldRejectedError, isId, type Fen } from '#kernel';
import type { DesignationKind } from '#platform';
import { AmountOutOfRangeError, UnknownDesignationError } from './pledges.errors.js';

/** Smallest and largest single gift online, in fen: ¥1 keeps card testers off, larger gifts come by bank transfer. */
export const MIN_PLEDGE: Fen = 1_00n;
export const MAX_PLEDGE: Fen = 50_000_00n;

export const LOCALES = ['zh-CN', 'en'] as const;

/** What a giver fills in. */
export interface PledgeDraft {
  id: string;
  campaignId: string;
  teamId: string | null;
  amount: Fen;
  designation: DesignationKind;
  regionCode: string | null;
  displayName: string | null;
  message: string | null;
  email: string | null;
  payerName: string | null;
  planAcknowledged: boolean;
  locale: string;
}

const MAX_NAME = 30;
const MAX_MESSAGE = 140;
const MAX_EMAIL = 254;
const EMAIL = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+\.[^\s@<>()[\],;:"\\.]{2,}$/;
/** A tag, an entity, a link in any dress: words only, please. */
const MARKUP = /<[a-z!/?]|&#?\w+;|https?:|www\.|\]\(|javascript:/i;
/** Control characters, and marks that turn the direction of text around them; the joiner inside emoji may stay. */
const CONTROL = /[\p{Cc}\p{Co}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** People count characters, not code units. */
function lengthOf(text: string): number {
  return [...text].length;
}

function checkedText(field: 'displayName' | 'message' | 'payerName', text: string | null, max: number): string | null {
  const trimmed = text?.trim().replace(/\s+/g, ' ') ?? '';
  if (trimmed === '') return null;
  if (lengthOf(trimmed) > max) throw new FieldRejectedError(field, 'field_too_long', { max });
  if (MARKUP.test(trimmed) || CONTROL.test(trimmed)) throw new FieldRejectedError(field, 'field_has_markup');
  return trimmed;
}

function checkedEmail(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return null;
  if (trimmed.length > MAX_EMAIL || !EMAIL.test(trimmed)) throw new FieldRejectedError('email', 'email_malformed');
  return trimmed;
}

/**
 * Checks what the giver filled in, before anything is kept.
 * @param cityCodes the cities the campaign raises for
 * @returns the draft with its texts trimmed and blanks as null
 * @throws FieldRejectedError, AmountOutOfRangeError, UnknownDesignationError
 */
export function checkedPledge(draft: PledgeDraft, cityCodes: readonly string[]): PledgeDraft {
  if (!isId('pledge', draft.id)) throw new FieldRejectedError('id', 'id_malformed');
  if (draft.amount < MIN_PLEDGE || draft.amount > MAX_PLEDGE) throw new AmountOutOfRangeError(MIN_PLEDGE, MAX_PLEDGE);
  const designated = draft.designation === 'REGION';
  if (draft.designation === 'ORG') throw new UnknownDesignationError();
  if (designated !== (draft.regionCode !== null)) throw new UnknownDesignationError();
  if (draft.regionCode !== null && !cityCodes.includes(draft.regionCode)) throw new UnknownDesignationError();
  if (!draft.planAcknowledged) throw new FieldRejectedError('planAcknowledged', 'plan_not_acknowledged');
  return {
    ...draft,
    displayName: checkedText('displayName', draft.displayName, MAX_NAME),
    message: checkedText('message', draft.message, MAX_MESSAGE),
    payerName: checkedText('payerName', draft.payerName, MAX_NAME),
    email: checkedEmail(draft.email),
    locale: LOCALES.find((locale) => locale === draft.locale) ?? 'zh-CN',
  };
}

/** A fingerprint of the input: the same id sent with anything else is a conflict, not a second gift. */
export function bodyHashOf(draft: PledgeDraft): string {
  const fields = Object.entries(draft).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(fields, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  return createHash('sha256').update(text).digest('base64url');
}

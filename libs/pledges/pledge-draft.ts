import { createHash } from 'node:crypto';
import { FieldRejectedError, isCreditCode, isId, mailAddress, plainWords, tidyCreditCode, type Fen } from '#kernel';
import type { DesignationKind, HonourKind } from '#platform';
import { AmountOutOfRangeError, UnknownDesignationError } from './pledges.errors.js';

/** Smallest and largest single gift online, in fen: ¥1 keeps card testers off, larger gifts come by bank transfer. */
export const MIN_PLEDGE: Fen = 1_00n;
export const MAX_PLEDGE: Fen = 50_000_00n;

export const LOCALES = ['zh-CN', 'en'] as const;

/** For whose sake a gift is given. */
export interface HonourDraft {
  kind: HonourKind;
  /** The honouree's name. */
  name: string;
  /** Whether the wall shows it. */
  shown: boolean;
  /** Who is told by a card once the gift is paid. */
  email: string | null;
}

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
  /** 统一社会信用代码 of the company that gives; the payer's name is then its name. */
  creditCode?: string | null;
  honour?: HonourDraft | null;
  /** The account of a giver who is signed in; not something they fill in. */
  accountId?: string | null;
}

const MAX_NAME = 30;
const MAX_COMPANY = 60;
const MAX_MESSAGE = 140;

/** Words others will read; blank is null. @throws FieldRejectedError */
function checkedText(field: string, text: string | null, max: number): string | null {
  return plainWords(field, text, max) || null;
}

function checkedCreditCode({ creditCode, payerName }: PledgeDraft): string | null {
  const code = tidyCreditCode(creditCode ?? '');
  if (code === '') return null;
  if (!isCreditCode(code)) throw new FieldRejectedError('creditCode', 'credit_code_malformed');
  if (!payerName?.trim()) throw new FieldRejectedError('payerName', 'field_required');
  return code;
}

function checkedHonour(honour: HonourDraft | null): HonourDraft | null {
  if (honour === null) return null;
  const name = checkedText('honour.name', honour.name, MAX_NAME);
  if (name === null) throw new FieldRejectedError('honour.name', 'field_required');
  return { ...honour, name, email: mailAddress('honour.email', honour.email) };
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
  const creditCode = checkedCreditCode(draft);
  return {
    ...draft,
    creditCode,
    honour: checkedHonour(draft.honour ?? null),
    displayName: checkedText('displayName', draft.displayName, MAX_NAME),
    message: checkedText('message', draft.message, MAX_MESSAGE),
    payerName: checkedText('payerName', draft.payerName, creditCode ? MAX_COMPANY : MAX_NAME),
    email: mailAddress('email', draft.email),
    locale: LOCALES.find((locale) => locale === draft.locale) ?? 'zh-CN',
  };
}

/** A fingerprint of the input: the same id sent with anything else is a conflict, not a second gift. */
export function bodyHashOf({ accountId: _, creditCode, honour, ...plain }: PledgeDraft): string {
  // What was added later counts only where it is used: a draft from before keeps its fingerprint.
  const said = {
    ...plain,
    ...(creditCode ? { creditCode } : {}),
    ...(honour ? { honour: JSON.stringify(honour) } : {}),
  };
  const fields = Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(fields, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  return createHash('sha256').update(text).digest('base64url');
}

import { parseYuan, type YuanFault } from '../../lib/money.js';

/** What the donor has typed so far, as typed. */
export interface GiftForm {
  /** A preset in whole yuan as text, or 'own'. */
  choice: string;
  ownAmount: string;
  /** A region's code, or POOL for 全省统筹. */
  destination: string;
  named: boolean;
  displayName: string;
  message: string;
  email: string;
  planAcknowledged: boolean;
  /** Given again every month. */
  monthly: boolean;
  /** Day of the month, 1 to 28, as text. */
  day: string;
  /** Given by a company, to which the receipt is issued. */
  company: boolean;
  companyName: string;
  creditCode: string;
  /** '', IN_HONOUR or IN_MEMORY. */
  honour: string;
  honouree: string;
  honourShown: boolean;
  cardEmail: string;
}

export const HONOURS = ['IN_HONOUR', 'IN_MEMORY'] as const;

export const POOL = 'POOL';
export const OWN_AMOUNT = 'own';
export const MESSAGE_LIMIT = 140;
export const NAME_LIMIT = 30;
export const COMPANY_LIMIT = 60;
export const PRESETS_YUAN = ['10', '30', '66', '100', '200'] as const;

export const EMPTY_GIFT: GiftForm = {
  choice: '66',
  ownAmount: '',
  destination: POOL,
  named: false,
  displayName: '',
  message: '',
  email: '',
  planAcknowledged: false,
  monthly: false,
  day: '10',
  company: false,
  companyName: '',
  creditCode: '',
  honour: '',
  honouree: '',
  honourShown: false,
  cardEmail: '',
};

export interface AmountLimits {
  min: bigint;
  max: bigint;
}

export type GiftField =
  | 'amount'
  | 'destination'
  | 'displayName'
  | 'message'
  | 'email'
  | 'planAcknowledged'
  | 'companyName'
  | 'creditCode'
  | 'honouree'
  | 'cardEmail';

/** Names of the sentences a field can answer with; the texts live in the locales. */
export type GiftFault =
  | `amount.${YuanFault}`
  | 'amount.below'
  | 'amount.above'
  | 'name.missing'
  | 'name.tooLong'
  | 'message.tooLong'
  | 'text.markup'
  | 'email.malformed'
  | 'email.missing'
  | 'plan.unacknowledged'
  | 'company.missing'
  | 'company.tooLong'
  | 'creditCode.malformed'
  | 'honouree.missing';

export type GiftFaults = Partial<Record<GiftField, GiftFault>>;

/** The part of the request that the idempotency key covers, besides the campaign and the language. */
export interface GiftBody {
  amount: string;
  designation: { kind: 'REGION'; regionCode: string } | { kind: 'PROVINCE_POOL' };
  displayName: string | null;
  message: string | null;
  email: string | null;
  planAcknowledged: boolean;
  payerName?: string;
  creditCode?: string;
  honour?: { kind: 'IN_HONOUR' | 'IN_MEMORY'; name: string; shown: boolean; email: string | null };
}

/** `day` is that of a monthly gift; null for one given once. */
export type CheckedGift =
  { ok: true; amount: bigint; body: GiftBody; day: number | null } | { ok: false; faults: GiftFaults };

// The server decides; this only spares the donor a round trip for the plain cases.
const MARKUP = /<\s*[a-z/!?]/i;
// 18 characters of which the server checks the last.
const CREDIT_CODE = /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The amount as it stands, for the pay button; null while it cannot be read. */
export function giftAmount(form: GiftForm): bigint | null {
  const parsed = parseYuan(form.choice === OWN_AMOUNT ? form.ownAmount : form.choice);
  return parsed.ok ? parsed.fen : null;
}

/** Characters as a person counts them: an emoji outside the basic plane is one. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** Checks the whole form; either every fault at once, or the request's body. Never throws. */
export function checkGift(form: GiftForm, limits: AmountLimits): CheckedGift {
  const faults: GiftFaults = {};
  const parsed = parseYuan(form.choice === OWN_AMOUNT ? form.ownAmount : form.choice);
  const amountFault = parsed.ok ? outOfRange(parsed.fen, limits) : (`amount.${parsed.fault}` as const);
  if (amountFault) faults.amount = amountFault;

  const displayName = form.named ? form.displayName.trim() : '';
  const nameFault = form.named ? faultOfName(displayName) : null;
  if (nameFault) faults.displayName = nameFault;

  const message = form.message.trim();
  if (lengthOf(message) > MESSAGE_LIMIT) faults.message = 'message.tooLong';
  else if (MARKUP.test(message)) faults.message = 'text.markup';

  const email = form.email.trim();
  if (email !== '' && !EMAIL.test(email)) faults.email = 'email.malformed';
  // Whoever is charged again is told before.
  if (email === '' && form.monthly) faults.email = 'email.missing';
  if (!form.planAcknowledged) faults.planAcknowledged = 'plan.unacknowledged';

  Object.assign(faults, faultsOfCompany(form), faultsOfHonour(form));

  if (!parsed.ok || Object.keys(faults).length > 0) return { ok: false, faults };
  const body: GiftBody = {
    amount: parsed.fen.toString(),
    designation:
      form.destination === POOL ? { kind: 'PROVINCE_POOL' } : { kind: 'REGION', regionCode: form.destination },
    displayName: displayName || null,
    message: message || null,
    email: email || null,
    planAcknowledged: true,
    ...companyOf(form),
    ...honourOf(form),
  };
  return { ok: true, amount: parsed.fen, body, day: form.monthly ? Number(form.day) : null };
}

function tidyCode(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

function companyOf(form: GiftForm): Pick<GiftBody, 'payerName' | 'creditCode'> {
  return form.company ? { payerName: form.companyName.trim(), creditCode: tidyCode(form.creditCode) } : {};
}

function honourOf(form: GiftForm): Pick<GiftBody, 'honour'> {
  const kind = HONOURS.find((each) => each === form.honour);
  if (!kind || form.monthly) return {};
  const { honouree, honourShown: shown, cardEmail } = form;
  return { honour: { kind, name: honouree.trim(), shown, email: cardEmail.trim() || null } };
}

function faultsOfCompany(form: GiftForm): GiftFaults {
  if (!form.company) return {};
  const faults: GiftFaults = {};
  const name = form.companyName.trim();
  if (name === '') faults.companyName = 'company.missing';
  else if (lengthOf(name) > COMPANY_LIMIT) faults.companyName = 'company.tooLong';
  else if (MARKUP.test(name)) faults.companyName = 'text.markup';
  if (!CREDIT_CODE.test(tidyCode(form.creditCode))) faults.creditCode = 'creditCode.malformed';
  return faults;
}

function faultsOfHonour(form: GiftForm): GiftFaults {
  const { honour } = honourOf(form);
  if (!honour) return {};
  const faults: GiftFaults = {};
  if (honour.name === '') faults.honouree = 'honouree.missing';
  else if (lengthOf(honour.name) > NAME_LIMIT) faults.honouree = 'name.tooLong';
  else if (MARKUP.test(honour.name)) faults.honouree = 'text.markup';
  if (honour.email !== null && !EMAIL.test(honour.email)) faults.cardEmail = 'email.malformed';
  return faults;
}

const FIELD_OF_SERVER: Record<string, GiftField> = {
  amount: 'amount',
  designation: 'destination',
  regioncode: 'destination',
  displayname: 'displayName',
  payername: 'companyName',
  creditcode: 'creditCode',
  'honour.name': 'honouree',
  'honour.email': 'cardEmail',
  message: 'message',
  email: 'email',
  planacknowledged: 'planAcknowledged',
};

/** The form's field for a field the server named ("input.designation.regionCode"); null when it has no place here. */
export function giftFieldOf(serverField: string): GiftField | null {
  const parts = serverField.toLowerCase().split('.');
  const [last = ''] = parts.slice(-1);
  return FIELD_OF_SERVER[parts.slice(-2).join('.')] ?? FIELD_OF_SERVER[last] ?? null;
}

function outOfRange(fen: bigint, { min, max }: AmountLimits): GiftFault | null {
  if (fen < min) return 'amount.below';
  return fen > max ? 'amount.above' : null;
}

function faultOfName(name: string): GiftFault | null {
  if (name === '') return 'name.missing';
  if (lengthOf(name) > NAME_LIMIT) return 'name.tooLong';
  return MARKUP.test(name) ? 'text.markup' : null;
}

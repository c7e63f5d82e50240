import { brandOf } from './card.catalogue.js';

/** What a person typed on the payment page. */
export interface CardForm {
  number: string;
  expiry: string;
  cvc: string;
  name: string;
  email: string;
}

/** A card form that can be tried: digits only, a full year, a name. */
export interface CardEntry {
  number: string;
  expMonth: number;
  expYear: number;
  name: string;
  email: string | null;
}

export type CardFormFault =
  | 'number_missing'
  | 'number_wrong'
  | 'expiry_missing'
  | 'expiry_wrong'
  | 'expiry_past'
  | 'cvc_missing'
  | 'cvc_wrong'
  | 'name_missing'
  | 'email_missing'
  | 'email_wrong';

export type CardFormFaults = Partial<Record<keyof CardForm, CardFormFault>>;

/**
 * Checks a card form before any bank is asked. `now` decides what has expired; `emailNeeded` is false where the
 * merchant has already named the payer's address. Answers the entry, or one fault for each wrong field.
 */
export function readCardForm(
  form: CardForm,
  now: Date,
  emailNeeded: boolean,
): { entry: CardEntry } | { faults: CardFormFaults } {
  const number = form.number.replace(/[\s-]/g, '');
  const expiry = readExpiry(form.expiry);
  const name = form.name.trim();
  const email = form.email.trim();
  const faults: CardFormFaults = {};
  const numberFault = faultOfNumber(number);
  if (numberFault !== undefined) faults.number = numberFault;
  const expiryFault = faultOfExpiry(form.expiry, expiry, now);
  if (expiryFault !== undefined) faults.expiry = expiryFault;
  const cvcFault = faultOfCvc(form.cvc.trim(), number);
  if (cvcFault !== undefined) faults.cvc = cvcFault;
  if (name === '') faults.name = 'name_missing';
  const emailFault = faultOfEmail(email, emailNeeded);
  if (emailFault !== undefined) faults.email = emailFault;
  if (expiry === undefined || Object.keys(faults).length > 0) return { faults };
  return { entry: { number, expMonth: expiry.month, expYear: expiry.year, name, email: email === '' ? null : email } };
}

/** An address without spaces around it; it may be missing where the merchant has named one. */
export function faultOfEmail(email: string, needed: boolean): 'email_missing' | 'email_wrong' | undefined {
  if (email === '') return needed ? 'email_missing' : undefined;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? undefined : 'email_wrong';
}

/** The check digit every card number ends with (Luhn): it catches a mistyped digit and most swapped neighbours. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index += 1) {
    const digit = number.charCodeAt(number.length - 1 - index) - 48;
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function faultOfNumber(number: string): CardFormFault | undefined {
  if (number === '') return 'number_missing';
  return /^\d{12,19}$/.test(number) && passesLuhn(number) ? undefined : 'number_wrong';
}

/** Reads 12/34, 12 / 2034 and 1234. */
function readExpiry(text: string): { month: number; year: number } | undefined {
  const parts = /^\s*(\d{1,2})\s*\/\s*(\d{2}|\d{4})\s*$/.exec(text) ?? /^\s*(\d{2})(\d{2})\s*$/.exec(text);
  if (parts === null) return undefined;
  const [, month = '', year = ''] = parts;
  const fullYear = Number.parseInt(year, 10) + (year.length === 2 ? 2000 : 0);
  return { month: Number.parseInt(month, 10), year: fullYear };
}

/** A card is good to the last day of its month; no bank issues one for more than fifty years. */
function faultOfExpiry(
  text: string,
  expiry: { month: number; year: number } | undefined,
  now: Date,
): CardFormFault | undefined {
  if (text.trim() === '') return 'expiry_missing';
  if (expiry === undefined || expiry.month < 1 || expiry.month > 12) return 'expiry_wrong';
  const thisYear = now.getUTCFullYear();
  if (expiry.year > thisYear + 50) return 'expiry_wrong';
  const past = expiry.year < thisYear || (expiry.year === thisYear && expiry.month < now.getUTCMonth() + 1);
  return past ? 'expiry_past' : undefined;
}

function faultOfCvc(cvc: string, number: string): CardFormFault | undefined {
  if (cvc === '') return 'cvc_missing';
  const length = brandOf(number) === 'amex' ? 4 : 3;
  return new RegExp(`^\\d{${length}}$`).test(cvc) ? undefined : 'cvc_wrong';
}

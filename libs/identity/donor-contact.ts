import { FieldRejectedError, isMailAddress } from '#kernel';

/** Where a donor's code is sent. */
export interface DonorContact {
  channel: 'EMAIL' | 'SMS';
  /** An address in lower case, or a number as +86 and eleven digits. */
  value: string;
}

const MOBILE = /^(?:\+?86)?(1[3-9]\d{9})$/;

/**
 * Reads what a donor typed: an e-mail address, or a mobile number of mainland China where such codes are offered.
 * @throws FieldRejectedError email_malformed, contact_malformed
 */
export function donorContact(text: string, offersSms: boolean): DonorContact {
  const typed = text.trim();
  const [, number] = MOBILE.exec(typed.replace(/[\s-]/g, '')) ?? [];
  if (number !== undefined && offersSms) return { channel: 'SMS', value: `+86${number}` };
  if (isMailAddress(typed)) return { channel: 'EMAIL', value: typed.toLowerCase() };
  throw new FieldRejectedError('contact', offersSms ? 'contact_malformed' : 'email_malformed');
}

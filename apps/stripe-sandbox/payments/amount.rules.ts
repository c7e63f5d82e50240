import { invalidRequest } from '../protocol/stripe.fault.js';

/** Stripe takes at most eight digits of the smallest unit. */
const LARGEST = 99_999_999;

export const CURRENCIES = ['cny', 'hkd', 'usd', 'eur'] as const;
export type Currency = (typeof CURRENCIES)[number];

const SIGNS: Record<Currency, string> = { cny: '¥', hkd: 'HK$', usd: '$', eur: '€' };

/** What the smallest amount follows from: the least a settlement may be, and what the currency is worth there. */
export interface SettlementRate {
  /** The least amount in the smallest unit of the settlement currency. */
  minimumSettlement: number;
  /** Units of the settlement currency for a thousand fen. */
  settlementPerThousandFen: number;
}

/** The smallest amount a payment may have, in fen: the settlement minimum converted and rounded up. */
export function smallestFen(rate: SettlementRate): number {
  const minimum = BigInt(rate.minimumSettlement) * 1000n;
  const perThousand = BigInt(rate.settlementPerThousandFen);
  return toWire((minimum + perThousand - 1n) / perThousand);
}

/** Throws 400 `amount_too_small` or `amount_too_large`; amounts are whole units of the currency's smallest coin. */
export function checkAmount(amount: number, currency: Currency, rate: SettlementRate, param: string): void {
  const smallest = currency === 'cny' ? smallestFen(rate) : rate.minimumSettlement;
  if (amount < smallest) {
    const message = `Amount must be at least ${inWords(smallest, currency)} ${currency}`;
    throw invalidRequest(message, { code: 'amount_too_small', param });
  }
  if (amount > LARGEST) {
    const message = `Amount must be no more than ${inWords(LARGEST, currency)} ${currency}`;
    throw invalidRequest(message, { code: 'amount_too_large', param });
  }
}

/** `¥66.00` for 6600 fen. */
export function inWords(amount: number, currency: string): string {
  const sign = SIGNS[currency as Currency] ?? '';
  const digits = String(amount).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${digits.slice(-2)}`;
}

/** Stripe's wire carries amounts as JSON numbers; all arithmetic before that is in whole bigints. */
export function toWire(amount: bigint): number {
  return Number(amount);
}

import type { Currency } from './amount.rules.js';

/** What a payment may be made with. */
export type MethodKind = 'card' | 'alipay' | 'wechat_pay' | 'sepa_debit';
export type WalletKind = 'alipay' | 'wechat_pay';

/** What a kind of payment method can do, as Stripe documents it. */
interface Capabilities {
  currencies: readonly Currency[];
  /** It can be kept for a customer and charged again without them. */
  reusable: boolean;
  /** It can be held first and captured later. */
  separateCapture: boolean;
  /** The payer can take it to a dispute with the bank. */
  disputable: boolean;
  /** Days after the payment in which it can be given back; null for no limit. */
  refundDays: number | null;
  /** A refund waits for the other side and succeeds a minute later. */
  slowRefund: boolean;
}

const WALLET = { reusable: false, separateCapture: false, disputable: false } as const;

/** `sepa_debit` is here for the official CLI, which triggers the asynchronous outcomes with it, in euros. */
export const METHOD_KINDS: Record<MethodKind, Capabilities> = {
  card: {
    currencies: ['cny', 'hkd', 'usd', 'eur'],
    reusable: true,
    separateCapture: true,
    disputable: true,
    refundDays: null,
    slowRefund: false,
  },
  alipay: { ...WALLET, currencies: ['cny', 'hkd', 'usd', 'eur'], refundDays: 90, slowRefund: false },
  wechat_pay: { ...WALLET, currencies: ['cny', 'hkd', 'usd', 'eur'], refundDays: 180, slowRefund: true },
  sepa_debit: {
    currencies: ['eur'],
    reusable: true,
    separateCapture: false,
    disputable: false,
    refundDays: 180,
    slowRefund: true,
  },
};

export function isMethodKind(name: string): name is MethodKind {
  return Object.hasOwn(METHOD_KINDS, name);
}

export function isWallet(kind: string): kind is WalletKind {
  return kind === 'alipay' || kind === 'wechat_pay';
}

/** What a payment asks of its methods. */
export interface Demands {
  /** Null for a set-up, which moves no money. */
  currency: string | null;
  /** The method is to be kept for later. */
  keep: boolean;
  manualCapture: boolean;
}

/**
 * The kinds a payment can be made with, in the order they were named. As with Stripe, what does not fit is left out.
 * Without a list it is the card alone: the sandbox's dashboard has nothing else switched on.
 */
export function usableKinds(allowed: readonly string[] | null, demands: Demands): MethodKind[] {
  return (allowed ?? ['card']).filter(isMethodKind).filter((kind) => {
    const { currencies, reusable, separateCapture } = METHOD_KINDS[kind];
    const { currency, keep, manualCapture } = demands;
    const takesCurrency = currency === null || currencies.some((each) => each === currency);
    return takesCurrency && (reusable || !keep) && (separateCapture || !manualCapture);
  });
}

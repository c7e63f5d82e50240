import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { invalidRequest } from '../protocol/stripe.fault.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredPaymentMethod } from '../state/stored.objects.js';
import { cardByNumber, type TestCard } from './card.catalogue.js';
import type { CardEntry } from './card.entry.js';
import type { WalletKind } from './method.kinds.js';

type BillingDetails = Stripe.PaymentMethod.BillingDetails;

export const NO_ADDRESS: Stripe.Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

export const NO_BILLING_DETAILS: BillingDetails = {
  address: NO_ADDRESS,
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

/** Makes payment methods: cards from a test token or from what a person typed on the page, wallets, bank accounts. */
export class PaymentMethodFactory {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
  ) {}

  /** A payment method for one use of a test card; the expiry is always some years ahead. */
  fromTestCard(
    card: TestCard,
    billing: Partial<BillingDetails> = {},
    metadata: Record<string, string> = {},
  ): StoredPaymentMethod {
    const year = new Date(this.clock.nowMs()).getUTCFullYear() + 4;
    return this.make(card, { month: 8, year }, billing, metadata);
  }

  /** A payment method from the payment page. The full number stays in the sandbox's private half. */
  fromEntry(entry: CardEntry, email: string | null): StoredPaymentMethod {
    const expiry = { month: entry.expMonth, year: entry.expYear };
    return this.make(cardByNumber(entry.number), expiry, { name: entry.name, email }, {});
  }

  /** The payer's wallet, for one payment. Who they are there is known only after they have paid. */
  ofWallet(
    kind: WalletKind,
    billing: Partial<BillingDetails> = {},
    metadata: Record<string, string> = {},
  ): StoredPaymentMethod {
    const details = kind === 'alipay' ? { type: kind, alipay: {} } : { type: kind, wechat_pay: {} };
    return this.add({ ...this.describe(billing, metadata), ...details });
  }

  /** A bank account that is debited. Throws 400 for an account number that is none. */
  ofDebit(iban: string, billing: Partial<BillingDetails>, metadata: Record<string, string>): StoredPaymentMethod {
    const account = iban.replace(/\s/g, '').toUpperCase();
    if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(account)) {
      throw invalidRequest('Invalid IBAN', { code: 'account_number_invalid', param: 'sepa_debit[iban]' });
    }
    const debit: Stripe.PaymentMethod.SepaDebit = {
      bank_code: account.slice(4, 9),
      branch_code: null,
      country: account.slice(0, 2),
      fingerprint: fingerprintOf(account),
      generated_from: { charge: null, setup_attempt: null },
      last4: account.slice(-4),
    };
    return this.add({ ...this.describe(billing, metadata), type: 'sepa_debit', sepa_debit: debit });
  }

  private make(
    card: TestCard,
    expiry: { month: number; year: number },
    billing: Partial<BillingDetails>,
    metadata: Record<string, string>,
  ): StoredPaymentMethod {
    const method = this.describe(billing, metadata);
    this.state.collections.cards.add({ id: method.id, number: card.number, authenticated: false });
    return this.add({
      ...method,
      card: {
        brand: card.brand,
        checks: {
          address_line1_check: null,
          address_postal_code_check: null,
          cvc_check: card.decline?.code === 'incorrect_cvc' ? 'fail' : 'pass',
        },
        country: card.country,
        display_brand: card.brand,
        exp_month: expiry.month,
        exp_year: expiry.year,
        fingerprint: fingerprintOf(card.number),
        funding: card.token === 'pm_card_visa_debit' ? 'debit' : 'credit',
        generated_from: null,
        last4: card.number.slice(-4),
        networks: { available: [card.brand], preferred: null },
        regulated_status: 'unregulated',
        three_d_secure_usage: { supported: true },
        wallet: null,
      },
      type: 'card',
    });
  }

  private describe(
    billing: Partial<BillingDetails>,
    metadata: Record<string, string>,
  ): Omit<StoredPaymentMethod, 'type'> {
    return {
      id: this.state.ids.id('pm'),
      object: 'payment_method',
      allow_redisplay: 'unspecified',
      billing_details: { ...NO_BILLING_DETAILS, ...billing },
      created: this.clock.nowSeconds(),
      customer: null,
      customer_account: null,
      livemode: false,
      metadata,
    };
  }

  private add(method: StoredPaymentMethod): StoredPaymentMethod {
    return this.state.collections.paymentMethods.add(method);
  }
}

/** The same card always has the same fingerprint, and the number cannot be read back from it. */
function fingerprintOf(number: string): string {
  return createHash('sha256').update(`stripe-sandbox ${number}`).digest('base64').replace(/\W/g, '').slice(0, 16);
}

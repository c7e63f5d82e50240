import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { StoredIntent, StoredPaymentMethod } from '../state/stored.objects.js';
import type { CardDecline } from './card.catalogue.js';

/** One attempt to pay, and whether the payer has proved who they are. */
export interface Attempt {
  intent: StoredIntent;
  method: StoredPaymentMethod;
  authenticated: boolean;
}

/** What a charge says of the method it was paid with; a wallet names its transaction once it has one. */
export function methodDetails(attempt: Attempt, chargeId: string): Stripe.Charge.PaymentMethodDetails {
  const { method } = attempt;
  if (method.type === 'alipay') {
    return {
      alipay: { buyer_id: payerOf(method), fingerprint: null, transaction_id: numberOf(chargeId) },
      type: 'alipay',
    };
  }
  if (method.type === 'wechat_pay') {
    return { type: 'wechat_pay', wechat_pay: { fingerprint: null, transaction_id: numberOf(chargeId) } };
  }
  if (method.sepa_debit !== undefined) {
    const { bank_code, branch_code, country, fingerprint, last4 } = method.sepa_debit;
    return {
      sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate: null },
      type: 'sepa_debit',
    };
  }
  return method.card === undefined ? { type: method.type } : { card: cardDetails(attempt, method.card), type: 'card' };
}

export function outcomeOf(decline: CardDecline | null): Stripe.Charge.Outcome {
  const common = { advice_code: null, network_advice_code: null, risk_level: 'normal', risk_score: 20 };
  if (decline === null) {
    const sellerMessage = 'Payment complete.';
    const approved = { network_status: 'approved_by_network', reason: null, type: 'authorized' };
    return { ...common, ...approved, network_decline_code: null, seller_message: sellerMessage };
  }
  return {
    ...common,
    network_decline_code: '05',
    network_status: 'declined_by_network',
    reason: decline.declineCode ?? decline.code,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  };
}

/** A number as wallets give it, always the same for the same charge. */
function numberOf(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex');
  return BigInt(`0x${digest.slice(0, 22)}`)
    .toString()
    .padStart(28, '2')
    .slice(0, 28);
}

function payerOf(method: StoredPaymentMethod): string {
  return `2088${numberOf(method.billing_details.email ?? method.id).slice(0, 12)}`;
}

function cardDetails(attempt: Attempt, card: Stripe.PaymentMethod.Card): Stripe.Charge.PaymentMethodDetails.Card {
  const { intent, authenticated } = attempt;
  return {
    amount_authorized: intent.amount,
    authorization_code: null,
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: authenticated ? '05' : null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
    regulated_status: card.regulated_status,
    three_d_secure: authenticated ? CHALLENGED : null,
    transaction_link_id: null,
    wallet: null,
  };
}

const CHALLENGED: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
};

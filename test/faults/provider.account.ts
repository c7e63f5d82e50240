import Stripe from 'stripe';
import type { Installation } from '../support/installation.js';

/** What the provider itself says of our account, asked by its own SDK: nothing of ours lies between. */
export interface ProviderAccount {
  charges: Stripe.Charge[];
  refunds: Stripe.Refund[];
  disputes: Stripe.Dispute[];
  /** Its statement: every line that moved its balance of our money. */
  statement: Stripe.BalanceTransaction[];
  /** What it holds of ours, available and pending, in fen. */
  balance: bigint;
}

export function stripeOf({ sandboxUrl, env }: Installation): Stripe {
  const { hostname, port } = new URL(sandboxUrl);
  return new Stripe(env['STRIPE_SECRET_KEY'] ?? '', { host: hostname, port, protocol: 'http', maxNetworkRetries: 5 });
}

export async function readAccount(stripe: Stripe): Promise<ProviderAccount> {
  const page = { limit: 100 };
  const [charges, refunds, disputes, statement] = await Promise.all([
    all(stripe.charges.list(page)),
    all(stripe.refunds.list(page)),
    all(stripe.disputes.list(page)),
    all(stripe.balanceTransactions.list(page)),
  ]);
  const { available, pending } = await stripe.balance.retrieve();
  const balance = [...available, ...pending].reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  return { charges, refunds, disputes, statement, balance };
}

/** The provider's fen as ours. */
export const fen = (amounts: readonly number[]): bigint => amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

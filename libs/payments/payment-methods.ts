import type { Fen } from '#kernel';
import type { PaymentMethod } from '#platform';
import type { MethodCapabilities } from './payment-gateway.types.js';

/** The methods that can do what a payment asks for; a method that cannot is not offered. */
export function offeredMethods(
  methods: readonly MethodCapabilities[],
  { amount, recurring }: { amount: Fen; recurring: boolean },
): PaymentMethod[] {
  return methods
    .filter((each) => amount >= each.smallest && amount <= each.largest && (each.recurring || !recurring))
    .map(({ method }) => method);
}

import type { Fen } from '#kernel';

/** A line of the provider's statement about a payment that is to be in the books. */
export interface MovementStep {
  /** The refund or dispute it is about, by the provider's id; its steps come in their order. */
  subject: string;
  occurredAt: Date;
  /** Negative when money left. */
  amount: Fen;
  /** Brings it into the books; the same again changes nothing. */
  post: () => Promise<void>;
}

/**
 * Puts the lines of several refunds and disputes into the order they happened in, so that the books are never asked to
 * give back what is only on its way to coming in again. Clocks count seconds: of lines of one second, those of a subject
 * whose money came back come first, because what is gone for good left room for it.
 */
export function inOrder(steps: readonly MovementStep[]): MovementStep[] {
  const totals = new Map<string, Fen>();
  for (const { subject, amount } of steps) totals.set(subject, (totals.get(subject) ?? 0n) + amount);
  const lasting = ({ subject }: MovementStep): number => ((totals.get(subject) ?? 0n) === 0n ? 0 : 1);
  return steps
    .map((step, place) => ({ step, place }))
    .sort(
      (a, b) =>
        a.step.occurredAt.getTime() - b.step.occurredAt.getTime() ||
        lasting(a.step) - lasting(b.step) ||
        a.place - b.place,
    )
    .map(({ step }) => step);
}

import { expect, it } from '@jest/globals';
import { inOrder, type MovementStep } from './movement-steps.js';

const step = (subject: string, second: number, amount: bigint): MovementStep => ({
  subject,
  amount,
  occurredAt: new Date(second * 1000),
  post: () => Promise.resolve(),
});
const named = (steps: MovementStep[]) => steps.map(({ subject, amount }) => `${subject} ${amount}`);

it('follows the time things happened at, whatever they are about', () => {
  const steps = [step('refund', 3, -100n), step('dispute', 1, -100n), step('dispute', 2, 100n)];
  expect(named(inOrder(steps))).toEqual(['dispute -100', 'dispute 100', 'refund -100']);
});

it('lets what came back go first within one second, so that no gift is asked for more than is left of it', () => {
  const steps = [step('refund', 1, -100n), step('dispute', 1, -100n), step('dispute', 1, 100n)];
  let left = 100n;
  for (const { amount } of inOrder(steps)) {
    left += amount;
    expect(left).toBeGreaterThanOrEqual(0n);
  }
});

it('keeps the order of the lines of one subject', () => {
  const steps = [step('a', 5, -1n), step('a', 5, 1n), step('b', 5, -1n)];
  expect(named(inOrder(steps))).toEqual(['a -1', 'a 1', 'b -1']);
});

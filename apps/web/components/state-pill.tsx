import type { ReactNode } from 'react';

const TONES: Record<string, 'arrived' | 'waiting' | 'seal'> = {
  LIVE: 'arrived',
  APPROVED: 'arrived',
  PAID: 'arrived',
  IN_REVIEW: 'waiting',
  PAUSED: 'waiting',
  AWAITING_PAYMENT: 'waiting',
  PROCESSING: 'waiting',
  DISPUTED: 'waiting',
  HELD: 'waiting',
  RETURN_APPROVED: 'waiting',
  RETURNED: 'arrived',
  ACCEPTED: 'arrived',
  RETURN_FAILED: 'seal',
  REJECTED: 'seal',
  TAKEN_DOWN: 'seal',
  FAILED: 'seal',
  CHARGED_BACK: 'seal',
};

/** A state as a word in its colour: green arrived, amber waiting, red refused, grey not yet. */
export function StatePill({ state, children }: { state: string; children: ReactNode }) {
  return <span className={`pill ${TONES[state] ?? ''}`}>{children}</span>;
}

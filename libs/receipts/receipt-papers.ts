import type { Fen } from '#kernel';
import type { Receipt } from './receipts.repository.js';

/** A paper that is to be issued. */
export interface PaperPlan {
  revision: number;
  /** Fen; negative for a reversal. */
  amount: Fen;
  /** The paper it takes back. */
  reverses: Receipt | null;
}

/** The paper of a gift that holds now; null while there is none, or once it has been taken back. */
export function standingOf(papers: readonly Receipt[]): Receipt | null {
  const last = newestOf(papers);
  return last?.kind === 'ISSUE' ? last : null;
}

export function newestOf(papers: readonly Receipt[]): Receipt | null {
  return papers.reduce<Receipt | null>((last, each) => (last && last.revision > each.revision ? last : each), null);
}

/**
 * What brings the papers of a gift in line with what is left of it: nothing; a first paper; or the red reversal (冲红)
 * of the one that holds, and a new one for what is left.
 * @param left fen of the gift that have not gone back
 */
export function papersDue(papers: readonly Receipt[], left: Fen): PaperPlan[] {
  const standing = standingOf(papers);
  if ((standing?.amount ?? 0n) === left) return [];
  const due: PaperPlan[] = [];
  const next = (): number => (newestOf(papers)?.revision ?? 0) + due.length + 1;
  if (standing) due.push({ revision: next(), amount: -standing.amount, reverses: standing });
  if (left > 0n) due.push({ revision: next(), amount: left, reverses: null });
  return due;
}

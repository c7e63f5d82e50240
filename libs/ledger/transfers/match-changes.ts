import type { Fen } from '#kernel';
import { credit, debit, type Line } from './gift-changes.js';

/** Matching that stands beside a gift: what a sponsor's pool gave to the gift's city. */
export interface StandingMatch {
  /** Of the transfer that allocated it. */
  id: string;
  /** What earlier returns have left of it. */
  left: Fen;
  /** The city's fund it went to; null where a city had spent it and the pool made up for it. */
  fund: number | null;
  /** The sponsors' pool it came from. */
  pool: number;
}

/** A change of matching, as far as it is a transfer of its own. */
export interface MatchChange {
  id: string;
  kind: 'MATCH_REVERSED' | 'MATCH_ALLOCATED';
  reverses: string;
  lines: Line[];
}

/** The gift's return that takes matching back with it. */
export interface MatchedReturn {
  id: string;
  amount: Fen;
  /** What was left of the gift before. */
  left: Fen;
  /** The account of what the pool carries. */
  carrier: number;
}

/**
 * What a return takes of the matching beside its gift: the same part of it, floored to the fen; all of it when nothing
 * is left of the gift. A city that has spent its part keeps what it has, and the pool carries it.
 * @param held what each account holds, in fen, read after it was locked
 */
export function unmatching(
  matches: readonly StandingMatch[],
  { id, amount, left, carrier }: MatchedReturn,
  held: ReadonlyMap<number, Fen>,
): (MatchChange & { shortfall: Fen })[] {
  const used = new Map<number, Fen>();
  return matches.flatMap((match, k) => {
    const share = (match.left * amount) / left;
    if (share === 0n) return [];
    const { fund, pool } = match;
    const there = fund === null ? 0n : (held.get(fund) ?? 0n) - (used.get(fund) ?? 0n);
    const given = there < share ? there : share;
    const shortfall = share - given;
    const lines: Line[] = [];
    if (fund !== null && given > 0n) {
      used.set(fund, (used.get(fund) ?? 0n) + given);
      lines.push(debit(fund, given));
    }
    if (shortfall > 0n) lines.push(debit(carrier, shortfall));
    lines.push(credit(pool, share));
    return [{ id: `${id}:match:${k}`, kind: 'MATCH_REVERSED' as const, reverses: match.id, lines, shortfall }];
  });
}

/** The same lines with their sides turned. */
export function turned(lines: readonly Line[]): Line[] {
  return lines.map(({ account, debit: out, credit: in_ }) => ({ account, debit: in_, credit: out }));
}

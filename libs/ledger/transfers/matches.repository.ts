import { Injectable } from '@nestjs/common';
import type { Fen } from '#kernel';
import type { Tx } from '#platform';
import { turned, type MatchChange, type StandingMatch } from './match-changes.js';

interface MatchRow {
  id: string;
  kind: 'MATCH_ALLOCATED' | 'MATCH_REVERSED';
  reverses: string | null;
  amount: bigint;
  fund: number | null;
  pool: number | null;
}

/** Matching that names its gift; reads inside the transaction that changes it. */
@Injectable()
export class MatchesRepository {
  /** What is left of the matching beside a gift, oldest first. */
  async standing(tx: Tx, giftId: string): Promise<StandingMatch[]> {
    const rows = await this.rows(tx, giftId);
    return rows.flatMap(({ id, kind, amount, fund, pool }) => {
      if (kind !== 'MATCH_ALLOCATED' || pool === null) return [];
      const gone = rows.reduce((sum, other) => {
        return other.kind === 'MATCH_REVERSED' && other.reverses === id ? sum + other.amount : sum;
      }, 0n);
      return gone < amount ? [{ id, left: amount - gone, fund, pool }] : [];
    });
  }

  /** The accounts a change of this matching may touch. */
  async accounts(tx: Tx, giftId: string): Promise<number[]> {
    const rows = await this.rows(tx, giftId);
    return [...new Set(rows.flatMap(({ fund, pool }) => [fund, pool].filter((account) => account !== null)))];
  }

  /**
   * What a return had taken of the matching, to be given again now that it is undone; left out where the sponsors' pool
   * no longer holds it: a sponsor's money is promised once.
   * @param held what each account holds, in fen, read after it was locked
   */
  async restorable(
    tx: Tx,
    { id, returnId }: { id: string; returnId: string },
    held: ReadonlyMap<number, Fen>,
  ): Promise<MatchChange[]> {
    const taken = await tx.ledgerTransfer.findMany({
      where: { kind: 'MATCH_REVERSED', id: { startsWith: `${returnId}:match:` } },
      orderBy: { id: 'asc' },
    });
    const given = new Map<number, Fen>();
    return taken.flatMap(({ id: reverses, accounts, debits, credits }, k) => {
      const lines = accounts.map((account, n) => ({ account, debit: debits[n] ?? 0n, credit: credits[n] ?? 0n }));
      const into = lines.find(({ credit }) => credit > 0n);
      if (!into) return [];
      const rest = (held.get(into.account) ?? 0n) - (given.get(into.account) ?? 0n);
      if (rest < into.credit) return [];
      given.set(into.account, (given.get(into.account) ?? 0n) + into.credit);
      return [{ id: `${id}:match:${k}`, kind: 'MATCH_ALLOCATED' as const, reverses, lines: turned(lines) }];
    });
  }

  private async rows(tx: Tx, giftId: string): Promise<MatchRow[]> {
    return tx.$queryRaw<MatchRow[]>`
      SELECT transfer.id, transfer.kind::text AS kind, transfer.reverses, ledger_sum(transfer.debits) AS amount,
             min(account.id) FILTER (WHERE account.purpose = 'CITY_FUND') AS fund,
             coalesce(min(account.id) FILTER (WHERE account.purpose = 'MATCH_POOL'),
                      (SELECT pool.id FROM ledger_account pool
                       WHERE pool.purpose = 'MATCH_POOL'
                         AND pool.campaign_id IS NOT DISTINCT FROM min(account.campaign_id)
                       ORDER BY pool.id LIMIT 1)) AS pool
      FROM ledger_transfer transfer
      CROSS JOIN LATERAL unnest(transfer.accounts) AS line (id)
      JOIN ledger_account account ON account.id = line.id
      WHERE transfer.gift_id = ${giftId} AND transfer.kind IN ('MATCH_ALLOCATED', 'MATCH_REVERSED')
      GROUP BY transfer.id
      ORDER BY transfer.batch_id, transfer.ordinal`;
  }
}

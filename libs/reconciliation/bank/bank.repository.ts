import { Inject, Injectable } from '@nestjs/common';
import { Database, type Prisma, type Tx } from '#platform';
import type { ExpectedPayout, FreeLine, Match, StatementSpan } from './bank-matching.js';

export type BankStatement = Prisma.BankStatementGetPayload<object>;
export type BankLine = Prisma.BankStatementLineGetPayload<{ include: { match: true } }>;
export type NewBankLine = Omit<Prisma.BankStatementLineGetPayload<object>, 'statementId' | 'id'>;

/** The bank's statements and what their lines stand for. */
@Injectable()
export class BankRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The statement of this very file; null when it is new. */
  async findByDigest(digest: string): Promise<BankStatement | null> {
    return this.database.reader.bankStatement.findUnique({ where: { digest } });
  }

  async find(id: string): Promise<BankStatement | null> {
    return this.database.reader.bankStatement.findUnique({ where: { id } });
  }

  /** Which of these lines other files have brought. */
  async knownFingerprints(fingerprints: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.reader.bankStatementLine.findMany({
      where: { fingerprint: { in: [...fingerprints] } },
      select: { fingerprint: true },
    });
    return new Set(rows.map(({ fingerprint }) => fingerprint));
  }

  /** Keeps a statement with the lines that are new; @returns how many other files had brought already */
  async insert(tx: Tx, statement: Omit<BankStatement, 'known'>, lines: readonly NewBankLine[]): Promise<number> {
    const known = await tx.bankStatementLine.findMany({
      where: { fingerprint: { in: lines.map(({ fingerprint }) => fingerprint) } },
      select: { fingerprint: true },
    });
    const here = new Set(known.map(({ fingerprint }) => fingerprint));
    await tx.bankStatement.create({ data: { ...statement, known: here.size } });
    await tx.bankStatementLine.createMany({
      data: lines
        .filter(({ fingerprint }) => !here.has(fingerprint))
        .map((line) => ({ ...line, id: `${statement.id}.${line.ordinal}`, statementId: statement.id })),
    });
    return here.size;
  }

  /** Newest first. */
  async statements(limit: number): Promise<BankStatement[]> {
    return this.database.reader.bankStatement.findMany({ orderBy: { id: 'desc' }, take: limit });
  }

  /** The statement that speaks of the latest day. */
  async latest(): Promise<BankStatement | null> {
    return this.database.reader.bankStatement.findFirst({ orderBy: [{ to: 'desc' }, { id: 'desc' }] });
  }

  async lines(ids: readonly string[]): Promise<BankLine[]> {
    return this.database.reader.bankStatementLine.findMany({
      where: { id: { in: [...ids] } },
      include: { match: true },
    });
  }

  /** A line that stands for nothing yet; null when it does, or there is none. Its key keeps two from taking it. */
  async freeLine(tx: Tx, id: string): Promise<FreeLine | null> {
    return tx.bankStatementLine.findFirst({ where: { id, match: null } });
  }

  /** Payouts that may still have a line to be found, oldest first. */
  async expected(tx: Tx): Promise<ExpectedPayout[]> {
    const rows = await tx.providerPayout.findMany({
      where: { currency: 'CNY', OR: [{ state: 'PAID' }, { settledAt: { not: null } }] },
      include: { matches: { select: { side: true } } },
      orderBy: { arrivalAt: 'asc' },
    });
    return rows.map(({ matches, ...payout }) => ({
      ...payout,
      arrived: matches.some(({ side }) => side === 'ARRIVAL'),
      returned: matches.some(({ side }) => side === 'RETURN'),
    }));
  }

  async freeLines(tx: Tx): Promise<FreeLine[]> {
    return tx.bankStatementLine.findMany({ where: { match: null }, orderBy: [{ bookedOn: 'asc' }, { id: 'asc' }] });
  }

  async insertMatches(
    tx: Tx,
    matches: readonly Match[],
    by: { matchedBy: string; reason: string; at: Date },
  ): Promise<void> {
    await tx.bankMatch.createMany({ data: matches.map((match) => ({ ...match, ...by })) });
  }

  /** Every statement's span and balances. */
  async spans(tx: Tx): Promise<StatementSpan[]> {
    return tx.bankStatement.findMany({
      select: { id: true, account: true, from: true, to: true, opening: true, closing: true },
    });
  }

  /** The lines found for these payouts. */
  async matchesOf(payoutIds: readonly string[]) {
    return this.database.reader.bankMatch.findMany({
      where: { payoutId: { in: [...payoutIds] } },
      include: { line: true },
    });
  }
}

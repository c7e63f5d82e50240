import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { RequestError } from '#kernel';
import { FileStore } from '#platform';
import {
  BankMatching,
  BankRepository,
  BankStatements,
  PayoutsRepository,
  StatementRejectedError,
  type BankStatement,
  type FreeLine,
  type Payout,
  type PayoutLine,
} from '#reconciliation';
import { OVERSEERS, STAFF, VisibleTo } from '../graphql/access.js';
import {
  checkedFirst,
  cursorDate,
  decodeCursor,
  encodeCursor,
  toConnection,
  type Connection,
} from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { checkedReason, signedIn } from '../graphql/staff.js';
import { answering, viewOf } from '../graphql/user-errors.js';
import type { Translate } from '../messages/messages.js';
import { statementFileKey } from '../uploads/statement-file.js';
import { BankLineModel, BankStatementModel, PayoutConnection, PayoutLineModel, PayoutModel } from './bank.model.js';
import { personName } from './person-name.js';
import { ImportBankStatementResult, LinkBankLineResult, PreviewBankStatementResult } from './reconciliation.results.js';

const PREVIEWED_LINES = 100;
const LATEST_STATEMENTS = 20;
const MAX_PAYOUT_LINES = 500;

/** Payouts and the bank's statements. */
@Resolver(() => PayoutModel)
export class PayoutsResolver {
  constructor(
    @Inject(PayoutsRepository) private readonly payouts: PayoutsRepository,
    @Inject(BankRepository) private readonly bank: BankRepository,
    @Inject(BankMatching) private readonly matching: BankMatching,
  ) {}

  @Query(() => PayoutConnection, {
    name: 'payouts',
    description: "Staff and auditors: the provider's payouts, newest first.",
  })
  @VisibleTo(OVERSEERS)
  async list(
    @Args('first', { type: () => Int, defaultValue: 10 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
  ): Promise<Connection<Payout>> {
    const size = checkedFirst(first);
    const [at, id] = after ? decodeCursor(after, 2) : [];
    const behind = at !== undefined && id !== undefined ? { createdAt: cursorDate(at), id } : null;
    const rows = await this.payouts.page(behind, size + 1);
    return toConnection(rows, size, after, (row) => encodeCursor(row.createdAt.toISOString(), row.id));
  }

  @Query(() => PayoutModel, { nullable: true, description: 'Staff and auditors: one payout by its id.' })
  @VisibleTo(OVERSEERS)
  payout(@Args('id', { type: () => ID }) id: string): Promise<Payout | null> {
    return this.payouts.find(id);
  }

  @Mutation(() => LinkBankLineResult as () => unknown, {
    description: 'Staff: say which line of the bank a payout is, with a reason. The amounts have to be equal.',
  })
  @VisibleTo(STAFF)
  linkBankLine(
    @Args('payoutId', { type: () => ID }) payoutId: string,
    @Args('lineId', { type: () => ID }) lineId: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      await this.matching.link(signedIn(context), payoutId, lineId, checkedReason(reason));
      const payout = await this.payouts.find(payoutId);
      if (!payout) throw new RequestError('NOT_FOUND', 'payout_not_found');
      return payout;
    });
  }

  @ResolveField(() => [PayoutLineModel], { description: 'What it is made of, newest first; at most 500.' })
  @VisibleTo(OVERSEERS)
  lines(@Parent() { id }: Payout): Promise<PayoutLine[]> {
    return this.payouts.lines(id, MAX_PAYOUT_LINES);
  }

  @ResolveField(() => BankLineModel, { nullable: true, description: 'How the bank shows it.' })
  @VisibleTo(OVERSEERS)
  async bankLine(@Parent() { id }: Payout) {
    const matches = await this.bank.matchesOf([id]);
    return matches.find(({ side }) => side === 'ARRIVAL')?.line ?? null;
  }

  @ResolveField(() => [BankLineModel], { description: 'Lines of the bank it could be, for a person to choose from.' })
  @VisibleTo(OVERSEERS)
  candidates(@Parent() { id }: Payout): Promise<FreeLine[]> {
    return this.matching.candidates(id);
  }
}

/** Statements of the bank: looked at first, then kept. */
@Resolver(() => BankStatementModel)
export class BankStatementsResolver {
  constructor(
    @Inject(BankStatements) private readonly statements: BankStatements,
    @Inject(BankRepository) private readonly bank: BankRepository,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  @Query(() => [BankStatementModel], { description: 'Staff and auditors: the statements imported last, newest first.' })
  @VisibleTo(OVERSEERS)
  bankStatements(): Promise<BankStatement[]> {
    return this.bank.statements(LATEST_STATEMENTS);
  }

  @Mutation(() => PreviewBankStatementResult as () => unknown, {
    description: 'Staff: what an uploaded file would bring. Keeps nothing.',
  })
  @VisibleTo(STAFF)
  previewBankStatement(@Args('key', { type: () => String }) key: string, @Context() { t }: GraphContext) {
    return this.reading(t, async () => {
      const { lines, ...preview } = await this.statements.preview(await this.file(key));
      const known = lines.filter((line) => line.known).length;
      return { ...preview, count: lines.length, known, lines: lines.slice(0, PREVIEWED_LINES) };
    });
  }

  @Mutation(() => ImportBankStatementResult as () => unknown, {
    description: 'Staff: keep an uploaded file. The same file again changes nothing.',
  })
  @VisibleTo(STAFF)
  importBankStatement(
    @Args('key', { type: () => String }) key: string,
    @Args('fileName', { type: () => String }) fileName: string,
    @Context() context: GraphContext,
  ) {
    return this.reading(context.t, async () =>
      this.statements.import(signedIn(context), await this.file(key), fileName.trim() || key),
    );
  }

  @ResolveField(() => String, { description: 'Who imported it.' })
  @VisibleTo(OVERSEERS)
  importedBy(@Parent() { importedBy }: BankStatement, @Context() context: GraphContext): Promise<string> {
    return personName(importedBy, context);
  }

  /** As `answering`, with the sentence of every fault of the file. */
  private reading<T extends object>(t: Translate, work: () => Promise<T>): Promise<T | object> {
    return answering(t, async () => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StatementRejectedError)) throw error;
        const faults = error.faults.map(({ line, code, params }) => ({ line, message: t(code, params) }));
        return { ...viewOf(error, t), faults };
      }
    });
  }

  private async file(key: string): Promise<Buffer> {
    const stored = statementFileKey.test(key) ? await this.files.get(key) : null;
    if (!stored) throw new RequestError('NOT_FOUND', 'not_found');
    return stored.bytes;
  }
}

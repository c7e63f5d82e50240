import { Inject, Injectable } from '@nestjs/common';
import { AllocationRepository } from '#allocation';
import { CampaignsRepository } from '#campaigns';
import { Clock } from '#kernel';
import { BooksExportReader, HeadSigner, type BooksOpening, type BooksState, type ExportedRoute } from '#ledger';

/** An export under way: what it is an export of, and its text piece by piece. */
export interface RunningExport {
  /** Hash of the last batch; the same hash is the same books. */
  hash: string;
  /** Pieces of text, each some lines that end with a line break. */
  text: AsyncGenerator<string>;
}

/** Writes the public books: yiqijuan-books/1, as docs/books-format.md has it. */
@Injectable()
export class BooksExport {
  constructor(
    @Inject(BooksExportReader) private readonly books: BooksExportReader,
    @Inject(HeadSigner) private readonly signer: HeadSigner,
    @Inject(AllocationRepository) private readonly allocation: AllocationRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Fixes the last batch; what is posted from here on is not part of the export. */
  async begin(): Promise<RunningExport> {
    const opening = await this.books.open();
    return { hash: opening.hash, text: this.write(opening) };
  }

  private async *write(opening: BooksOpening): AsyncGenerator<string> {
    const { accounts, routes, batches } = opening;
    yield line('books', {
      format: 'yiqijuan-books/1',
      exportedAt: `${this.clock.now().getTime()}`,
      charity: await this.campaigns.charityName(),
      publicKey: this.signer.publicKey,
    });
    yield accounts.map(({ id, key }) => line('account', { id, key })).join('');
    for (const rule of await this.rulesOf(routes)) yield line('rule', rule);
    yield routes
      .map((route) => line('route', { ...route, cumulative: route.cumulative.map((weight) => Number(weight)) }))
      .join('');
    for await (const lines of this.books.batches(batches)) yield `${lines}\n`;
    yield opening.balances
      .map(({ account, debits, credits, gifts, version }) =>
        line('balance', {
          account,
          debits: `${debits}`,
          credits: `${credits}`,
          gifts: Number(gifts),
          version: Number(version),
        }),
      )
      .join('');
    // Not right behind the last batch, where its own rows would be at home.
    for (const stray of await this.books.strays()) yield `${stray}\n`;
    yield [opening, ...opening.others].map(endLine).join('');
  }

  /** The texts of the rules that routes name by their digest. */
  private async rulesOf(routes: readonly ExportedRoute[]): Promise<{ digest: string; content: string }[]> {
    const digests = new Set(routes.map(({ ruleDigest }) => ruleDigest));
    const rules = await this.allocation.findMany([...new Set(routes.map(({ ruleId }) => ruleId))]);
    // Routes from before rules had a text name none.
    const texts = new Map(rules.map(({ digest, content }) => [digest, content]));
    return [...texts]
      .filter(([digest]) => digest !== '' && digests.has(digest))
      .map(([digest, content]) => ({ digest, content }));
  }
}

function line(kind: string, fields: object): string {
  return `${JSON.stringify({ [kind]: fields })}\n`;
}

function endLine({ batches, positions, hash }: BooksState): string {
  return line('head', { batches: Number(batches), positions: Number(positions), hash });
}

import { Inject, Injectable } from '@nestjs/common';
import { Database, type Prisma, type Tx } from '#platform';
import type { ReceiptContent } from './receipt.content.js';
import { receiptOfLetter } from './receipt.letter.js';

type Row = Prisma.ReceiptGetPayload<object>;

export type Receipt = Omit<Row, 'content'> & { content: ReceiptContent };

function toReceipt(row: Row): Receipt {
  // Written by `insertMany` below and never edited, so it is what its type says.
  return { ...row, content: row.content as unknown as ReceiptContent };
}

function inputJson({ books, ...content }: ReceiptContent): Prisma.InputJsonObject {
  return { ...content, ...(books ? { books: { ...books } } : {}) };
}

@Injectable()
export class ReceiptsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Every paper of these gifts, in their order. */
  async ofPledges(pledgeIds: readonly string[]): Promise<Receipt[]> {
    const where = { pledgeId: { in: [...pledgeIds] } };
    const rows = await this.database.reader.receipt.findMany({
      where,
      orderBy: [{ pledgeId: 'asc' }, { revision: 'asc' }],
    });
    return rows.map(toReceipt);
  }

  async find(id: string): Promise<Receipt | null> {
    const row = await this.database.reader.receipt.findUnique({ where: { id } });
    return row && toReceipt(row);
  }

  /** Every paper of these gifts, by gift; read after the counter was locked. */
  async papers(tx: Tx, pledgeIds: readonly string[]): Promise<Map<string, Receipt[]>> {
    const rows = await tx.receipt.findMany({
      where: { pledgeId: { in: [...pledgeIds] } },
      orderBy: { revision: 'asc' },
    });
    const papers = new Map<string, Receipt[]>();
    for (const row of rows) papers.set(row.pledgeId, [...(papers.get(row.pledgeId) ?? []), toReceipt(row)]);
    return papers;
  }

  /**
   * Takes `count` numbers of a year and returns the first. The counter's row stays locked until the transaction ends
   * and rolls back with it: that is what leaves no gaps.
   */
  async takeNumbers(tx: Tx, year: number, count: number): Promise<number> {
    const rows = await tx.$queryRaw<{ last: number }[]>`
      INSERT INTO receipt_counter (year, last) VALUES (${year}, ${count})
      ON CONFLICT (year) DO UPDATE SET last = receipt_counter.last + excluded.last
      RETURNING last`;
    return (rows[0]?.last ?? count) - count + 1;
  }

  async insertMany(tx: Tx, receipts: readonly Receipt[]): Promise<void> {
    await tx.receipt.createMany({
      data: receipts.map(({ content, ...receipt }) => ({
        ...receipt,
        content: inputJson(content),
      })),
    });
  }

  async markRendered(tx: Tx, id: string, storageKey: string, renderedAt: Date, mailId: string | null): Promise<void> {
    await tx.receipt.update({ where: { id }, data: { storageKey, renderedAt, mailId } });
  }

  /** How the mail of a receipt fared. */
  async mailState(receipt: Receipt): Promise<'NONE' | 'WAITING' | 'SENT' | 'REFUSED'> {
    if (!receipt.mailId) return 'NONE';
    const mail = await this.database.reader.mailMessage.findUnique({
      where: { id: receipt.mailId },
      select: { state: true },
    });
    return mail?.state === 'SENT' || mail?.state === 'REFUSED' ? mail.state : 'WAITING';
  }

  /** Whose receipts these letters carry; letters of another kind carry none. @returns ids of pledges */
  async pledgesOfLetters(mailIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.reader.receipt.findMany({
      where: { id: { in: mailIds.flatMap((mailId) => receiptOfLetter(mailId) ?? []) } },
      select: { pledgeId: true },
    });
    return rows.map(({ pledgeId }) => pledgeId);
  }
}

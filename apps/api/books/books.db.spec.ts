import { randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import { Module } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AllocationModule } from '#allocation';
import { CampaignsModule } from '#campaigns';
import { FixedClock } from '#kernel';
import { BooksHeads, LedgerModule, LedgerService, TransfersService, type PostedGift } from '#ledger';
import { FileStore } from '#platform';
import {
  checkHeadSignature,
  describeFault,
  linesOf,
  readHeadFile,
  verifyBooks,
  type HeadFile,
  type Verdict,
} from '#verifier';
import { BooksEditor } from '../../../test/support/books-editor.js';
import { openServices, type Services } from '../../../test/support/services.js';
import { BooksExport } from './books-export.js';

const EDITS = 200;

@Module({
  imports: [AllocationModule, CampaignsModule, LedgerModule],
  providers: [BooksExport],
  exports: [BooksExport],
})
class BooksModule {}

let services: Services;
let books: BooksExport;
let head: HeadFile;
let serial = 0;

const CITIES = Array.from({ length: 5 }, (_, index) => `org_${index + 1}`);

async function exported(): Promise<string> {
  const { text } = await books.begin();
  let all = '';
  for await (const piece of text) all += piece;
  return all;
}

async function verdict(heads: HeadFile[] = [head]): Promise<Verdict> {
  return verifyBooks(linesOf(Readable.from([Buffer.from(await exported())])), { heads });
}

function gift(routeId: number): PostedGift {
  serial++;
  const amount = BigInt(randomInt(100, 500_000));
  return {
    id: `plg_${String(serial).padStart(6, '0')}`,
    routeId,
    amount,
    fee: (amount * 6n) / 1000n,
    occurredAt: new Date(Date.UTC(2026, 10, 1) + serial * 1_000),
    commitment: `c${serial}`,
  };
}

const inTx = <T>(work: Parameters<typeof services.database.transaction<T>>[0]) => services.database.transaction(work);

async function fillBooks(): Promise<void> {
  const ledger = services.get(LedgerService);
  const transfers = services.get(TransfersService);
  const route = { campaignId: 'cmp_a', ruleId: 'rul_1', ruleDigest: '' };
  const direct = await inTx((tx) =>
    ledger.ensureRoute(tx, {
      ...route,
      key: 'direct',
      source: 'DIRECT',
      managementBp: 250,
      feeCarrier: 'GIFT',
      legs: [{ orgUnitId: 'org_1', weight: 1n }],
    }),
  );
  const pool = await inTx((tx) =>
    ledger.ensureRoute(tx, {
      ...route,
      key: 'pool',
      source: 'POOL',
      managementBp: 0,
      feeCarrier: 'FOUNDATION',
      legs: CITIES.map((orgUnitId, index) => ({ orgUnitId, weight: 3n + BigInt(index) })),
    }),
  );
  const gifts = Array.from({ length: 60 }, (_, index) => gift(index % 3 === 0 ? direct : pool));
  for (let start = 0; start < gifts.length; start += 12) {
    await inTx((tx) => ledger.post(tx, gifts.slice(start, start + 12)));
    const refunded = gifts[start];
    if (!refunded) continue;
    await inTx((tx) =>
      transfers.returnGift(tx, {
        id: `refund:${refunded.id}`,
        kind: 'GIFT_REFUNDED',
        giftId: refunded.id,
        amount: refunded.amount / 2n,
        document: 'doc_1',
        note: '捐赠人申请退回一半',
        proposedBy: 'usr_a',
        approvedBy: 'usr_b',
        occurredAt: new Date('2026-11-20T00:00:00Z'),
      }),
    );
  }
}

beforeAll(async () => {
  // No invariants afterwards: the superuser below tears out the constraints they rest on.
  services = await openServices([BooksModule], {}, []);
  books = services.get(BooksExport);
  await fillBooks();
});

afterAll(() => services.close());

describe('the public books', () => {
  it('are found right by the verifier, which shares no code with the ledger', async () => {
    expect(await verdict([])).toMatchObject({ ok: true, books: { gifts: 60, transfers: 5, batches: 10 } });
  });

  it('hold no sealed byte, no address and no name of a column that could hold one', async () => {
    const text = await exported();
    expect(text).not.toMatch(/payer|email|display|message|subject|salt/i);
  });

  it('are fixed at the moment the export begins, whatever is posted meanwhile', async () => {
    const { text } = await books.begin();
    const first = await text.next();
    const [{ id: routeId } = { id: 0 }] = await services.database.reader.ledgerRoute.findMany({
      where: { key: 'pool' },
    });
    await inTx((tx) => services.get(LedgerService).post(tx, [gift(routeId)]));
    let all = first.done ? '' : first.value;
    for await (const piece of text) all += piece;
    const before = await verifyBooks(linesOf(Readable.from([Buffer.from(all)])));
    expect(before).toMatchObject({ ok: true, books: { gifts: 60 } });
    expect(await verdict([])).toMatchObject({ ok: true, books: { gifts: 61 } });
  });
});

describe('the head of the books', () => {
  it('is published once for each day that ended, signed, and stays as it is', async () => {
    const heads = services.get(BooksHeads);
    const tomorrow = new FixedClock(new Date(Date.now() + 24 * 3_600_000));
    Object.assign(heads, { clock: tomorrow });
    const [first] = await heads.publishDue();
    expect(await heads.publishDue()).toEqual([]);
    head = readHeadFile(JSON.stringify(first));
    await expect(checkHeadSignature(head, null)).resolves.toBeUndefined();
    expect(await verdict()).toMatchObject({ ok: true, books: { heads: 1, batches: head.batches } });
    const file = await services.get(FileStore).get(`books/heads/${head.date}.json`);
    expect(JSON.parse(file?.bytes.toString() ?? '')).toEqual(first);
    expect(await heads.latest()).toEqual(first);
    expect(await heads.ofDay(head.date)).toEqual(first);
  });

  it('is the same from whoever publishes first, however many try', async () => {
    const heads = services.get(BooksHeads);
    Object.assign(heads, { clock: new FixedClock(new Date(Date.now() + 3 * 24 * 3_600_000)) });
    const rounds = await Promise.all(Array.from({ length: 5 }, () => heads.publishDue()));
    const days = new Map(rounds.flat().map((each) => [each.date, each]));
    expect(days.size).toBe(2);
    for (const each of rounds.flat()) expect(each).toEqual(days.get(each.date));
  });

  it('cannot be changed in the database', async () => {
    await expect(services.asOwner(`UPDATE books_head SET hash = repeat('0', 64)`)).rejects.toThrow('append-only');
    await expect(services.asOwner(`DELETE FROM books_head`)).rejects.toThrow('append-only');
  });
});

describe('a superuser', () => {
  it(`is found out in ${EDITS} random edits of the books, each by a row that is wrong`, async () => {
    const seed = BooksEditor.seed();
    console.info(`EDITS_SEED=${seed}`);
    const editor = await BooksEditor.open(services.asOwner, seed);
    const missed: string[] = [];
    const kinds = new Map<string, number>();
    for (let count = 0; count < EDITS; count++) {
      const edit = await editor.edit();
      const found = await verdict();
      await editor.restore();
      if (found.ok) {
        missed.push(edit);
        continue;
      }
      const { row } = found.fault;
      expect(row.line !== null || row.id !== '').toBe(true);
      expect(describeFault(found.fault, 'zh-CN')).toMatch(/。/);
      kinds.set(edit.split(' ')[0] ?? '', (kinds.get(edit.split(' ')[0] ?? '') ?? 0) + 1);
    }
    expect(missed).toEqual([]);
    expect([...kinds.keys()].sort()).toEqual(['cut', 'delete', 'insert', 'swap', 'update']);
    expect(await verdict()).toMatchObject({ ok: true });
  }, 300_000);

  it('who recomputes every hash is found by the head kept outside, and only by that', async () => {
    const editor = await BooksEditor.open(services.asOwner, 1);
    await editor.forge();
    expect(await verdict([])).toMatchObject({ ok: true });
    expect(await verdict()).toMatchObject({
      ok: false,
      fault: { code: 'chain_misses_the_head', row: { kind: 'batch', id: `${head.batches}` } },
    });
    await editor.restore();
    expect(await verdict()).toMatchObject({ ok: true });
  });
});

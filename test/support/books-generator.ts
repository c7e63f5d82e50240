import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/**
 * Sound public books, made from nothing but docs/books-format.md: a third writing of its rules, beside the ledger's and
 * the verifier's, so that the verifier can be tested without a database.
 */
export interface BooksPlan {
  batches: number;
  giftsPerBatch: number;
  legs?: number;
  seed?: string;
  /** A batch of one transfer after every so many batches of gifts; 0 for none. */
  transferEvery?: number;
  /** What each of its transfers takes from the first city, in fen. */
  returned?: bigint;
}

type Json = Record<string, unknown>;

export interface TestKey {
  publicKey: string;
  privateKey: KeyObject;
}

export function testKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { publicKey: publicKey.export({ format: 'jwk' }).x ?? '', privateKey };
}

const sha = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
const hex = (text: string): string => sha(text).toString('hex');

interface Account {
  id: number;
  key: string;
  debits: bigint;
  credits: bigint;
  gifts: number;
  version: number;
}

interface Route {
  id: number;
  managementBp: number;
  feeCarrier: 'FOUNDATION' | 'GIFT';
  cash: number;
  income: number;
  unallocated: number;
  cost: number;
  management: number | null;
  covered: number | null;
  legs: number[];
  cumulative: number[];
  digest: string;
}

type Used = Map<Route, { gifts: number; amount: bigint; fee: bigint; parts: bigint[] }>;
type Sums = Map<number, { debit: bigint; credit: bigint; gifts: number }>;

export interface OwnReceipt {
  giftId: string;
  amount: string;
  payer: string;
  salt: string;
  commitment: string;
  batch: number;
}

/** Writes the rows; `lines()` gives them as text. */
export class BooksGenerator {
  private readonly accounts: Account[] = [];
  private readonly routes: Route[] = [];
  private chain = '0'.repeat(64);
  private positions = 0;
  private number = 0;
  private count = 0;
  /** The first gift's receipt, once its batch is written. */
  receipt: OwnReceipt | null = null;

  constructor(
    private readonly plan: BooksPlan,
    private readonly key: TestKey,
  ) {}

  /** A head over what has been written so far, as the worker signs one. */
  head(date: string): Json {
    const recordedAt = `${1_700_000_000_000 + this.number}`;
    const signed = ['yiqijuan-head/1', date, this.number, this.positions, this.chain, recordedAt].join('\n');
    const signature = sign(null, Buffer.from(signed), this.key.privateKey).toString('base64url');
    const { number: batches, positions, chain: hash } = this;
    return {
      format: 'yiqijuan-head/1',
      date,
      batches,
      positions,
      hash,
      recordedAt,
      publicKey: this.key.publicKey,
      signature,
    };
  }

  *lines(): Generator<string> {
    for (const row of this.rows()) yield JSON.stringify(row);
  }

  *rows(): Generator<Json> {
    const { batches, giftsPerBatch, transferEvery = 0 } = this.plan;
    const rule = JSON.stringify({ weights: 'equal', note: '按人数' });
    this.openAccounts();
    const routes = [this.openRoute(1, 0, 'FOUNDATION', hex(rule)), this.openRoute(2, 250, 'GIFT', '')];
    yield {
      books: {
        format: 'yiqijuan-books/1',
        exportedAt: '1700000000000',
        charity: '示例基金会',
        publicKey: this.key.publicKey,
      },
    };
    for (const { id, key } of this.accounts) yield { account: { id, key } };
    yield { rule: { digest: hex(rule), content: rule } };
    for (const route of routes) yield { route };
    for (let batch = 1; batch <= batches; batch++) {
      yield* this.batch(giftsPerBatch, 0);
      if (transferEvery > 0 && batch % transferEvery === 0) yield* this.batch(0, 2);
    }
    for (const { id, debits, credits, gifts, version } of this.accounts) {
      yield { balance: { account: id, debits: `${debits}`, credits: `${credits}`, gifts, version } };
    }
    yield { head: { batches: this.number, positions: this.positions, hash: this.chain } };
  }

  private openAccounts(): void {
    const purposes = [
      '1009/PROVIDER_BALANCE',
      '410102/RESTRICTED_INCOME',
      '3102/UNALLOCATED',
      '5401/FUNDRAISING_COST',
      '3101/MANAGEMENT_FEE',
      '3101/FEE_COVER',
    ];
    const cities = Array.from({ length: this.plan.legs ?? 3 }, (_, k) => `2026/3102/CITY_FUND/cmp_a/org_${k}/DIRECT`);
    for (const key of [...purposes.map((purpose) => `2026/${purpose}/cmp_a/-/-`), ...cities]) {
      // Ids of a real database have gaps, too.
      this.accounts.push({ id: this.accounts.length * 2 + 1, key, debits: 0n, credits: 0n, gifts: 0, version: 0 });
    }
  }

  private account(id: number): Account {
    const account = this.accounts.find((each) => each.id === id);
    if (!account) throw new Error(`no account ${id}`);
    return account;
  }

  private openRoute(id: number, managementBp: number, feeCarrier: Route['feeCarrier'], ruleDigest: string): Json {
    const legs = this.accounts.slice(6).map((account) => account.id);
    let total = 0;
    const cumulative = legs.map((_, k) => (total += 3 + ((k * 7) % 5)));
    const [cash = 0, income = 0, unallocated = 0, cost = 0, management = 0, covered = 0] = this.accounts.map(
      (each) => each.id,
    );
    const own = managementBp > 0;
    const digest = hex(
      ['yiqijuan-route/1', `rul_${id}/pool`, `rul_${id}`, ruleDigest, 'DIRECT', managementBp, feeCarrier]
        .concat([cash, income, unallocated, cost].map((each) => this.account(each).key))
        .concat([own ? this.account(management).key : '', own ? this.account(covered).key : ''])
        .concat([legs.map((each) => this.account(each).key).join(','), cumulative.join(',')])
        .join('\n'),
    );
    const route: Route = {
      id,
      managementBp,
      feeCarrier,
      cash,
      income,
      unallocated,
      cost,
      management: own ? management : null,
      covered: own ? covered : null,
      legs,
      cumulative,
      digest,
    };
    this.routes.push(route);
    return { key: `rul_${id}/pool`, ruleId: `rul_${id}`, ruleDigest, source: 'DIRECT', ...route };
  }

  private *batch(gifts: number, transfers: number): Generator<Json> {
    this.number++;
    const sums: Sums = new Map();
    const columns: string[][] = [[], [], [], [], [], []];
    const used: Used = new Map();
    const giftRows = Array.from({ length: gifts }, () => this.gift(sums, columns, used));
    const lines: string[] = [];
    const transferRows = Array.from({ length: transfers }, () => this.transfer(sums, lines));
    this.settle(sums, used);
    const digests = [...used.keys()].sort((a, b) => a.id - b.id).map(({ digest }) => digest);
    const body = hex([...columns.map((column) => column.join(',')), digests.join(','), ...lines].join('\n'));
    const recordedAt = `${1_700_000_000_000 + this.number}`;
    const firstPosition = this.positions + 1;
    const sealed = ['yiqijuan-batch/1', this.chain, this.number, firstPosition, recordedAt, gifts, transfers, body];
    this.chain = hex(sealed.join('\n'));
    this.positions += gifts + transfers;
    yield { batch: { number: this.number, firstPosition, recordedAt, gifts, transfers, body, hash: this.chain } };
    yield* giftRows;
    yield* transferRows;
    for (const [id, { debit, credit, gifts: moved }] of [...sums].sort(([a], [b]) => a - b)) {
      if (debit === 0n && credit === 0n) continue;
      const account = this.account(id);
      account.debits += debit;
      account.credits += credit;
      account.gifts += moved;
      account.version++;
      const { debits, credits, version } = account;
      yield {
        entry: {
          account: id,
          debit: `${debit}`,
          credit: `${credit}`,
          gifts: moved,
          debits: `${debits}`,
          credits: `${credits}`,
          version,
        },
      };
    }
  }

  private gift(sums: Sums, columns: string[][], used: Used): Json {
    const id = `plg_${hex(`${this.plan.seed ?? 'seed'}:${this.count++}`).slice(0, 26)}`;
    const digest = sha(id);
    const route = this.routes[digest.readUInt8(9) % 2];
    if (!route) throw new Error('no route');
    const amount = BigInt(1 + (digest.readUInt32BE(12) % 100_000));
    const fee = (amount * 6n) / 1000n;
    const management = (amount * BigInt(route.managementBp)) / 10_000n;
    const covered = route.feeCarrier === 'GIFT' ? (fee < amount - management ? fee : amount - management) : 0n;
    const rest = amount - management - covered;
    const total = BigInt(route.cumulative.at(-1) ?? 1);
    const shift = (BigInt(digest.readUInt32BE(0)) * total) >> 32n;
    const upTo = (k: number): bigint =>
      k < 0 ? shift / total : (rest * BigInt(route.cumulative[k] ?? 0) + shift) / total;
    const legs = route.legs.map((_, k) => upTo(k) - upTo(k - 1));
    const occurredAt = `${1_690_000_000_000 + this.count}`;
    const salt = hex(`salt:${id}`).slice(0, 22);
    const payer = '示例捐赠人';
    const commitment = sha(['yiqijuan-gift/1', salt, id, `${amount}`, payer].join('\n')).toString('base64url');
    this.receipt ??= { giftId: id, amount: `${amount}`, payer, salt, commitment, batch: this.number };
    for (const [k, value] of [id, `${route.id}`, `${amount}`, `${fee}`, occurredAt, commitment].entries())
      columns[k]?.push(value);
    const taken = used.get(route) ?? { gifts: 0, amount: 0n, fee: 0n, parts: [] };
    used.set(route, {
      gifts: taken.gifts + 1,
      amount: taken.amount + amount,
      fee: taken.fee + fee,
      parts: [management, covered, ...legs].map((part, k) => part + (taken.parts[k] ?? 0n)),
    });
    return {
      gift: {
        id,
        route: route.id,
        amount: `${amount}`,
        fee: `${fee}`,
        management: `${management}`,
        covered: `${covered}`,
        legs: legs.map(String),
        occurredAt,
        commitment,
      },
    };
  }

  /** What the gifts of each route did to the accounts; a part that stays zero counts no gift. */
  private settle(sums: Sums, used: Used): void {
    for (const [route, { gifts, amount, fee, parts }] of used) {
      add(sums, route.cash, amount, fee, gifts);
      add(sums, route.income, 0n, amount, gifts);
      add(sums, route.unallocated, amount, 0n, gifts);
      add(sums, route.cost, fee, 0n, gifts);
      for (const [k, account] of [route.management, route.covered, ...route.legs].entries()) {
        const part = parts[k] ?? 0n;
        if (account !== null && part > 0n) add(sums, account, 0n, part, gifts);
      }
    }
  }

  /** Gives some of the first city's money back to the pool. */
  private transfer(sums: Sums, lines: string[]): Json {
    const [, , unallocated = 0, , , , city = 0] = this.accounts.map(({ id }) => id);
    const id = `refund:${this.count++}`;
    const { returned = 1n } = this.plan;
    const note = '更正：多分了';
    const occurredAt = `${1_690_000_000_000 + this.count}`;
    const keys = [city, unallocated].map((each) => this.account(each).key).join(',');
    const transfer = {
      id,
      kind: 'FUND_RETURNED_TO_POOL',
      giftId: null,
      routeId: null,
      reverses: null,
      ruleId: null,
      document: 'doc_1',
      accounts: [city, unallocated],
      debits: [`${returned}`, '0'],
      credits: ['0', `${returned}`],
      parts: [],
      occurredAt,
      note,
      proposedBy: 'usr_a',
      approvedBy: 'usr_b',
    };
    lines.push(
      [
        id,
        transfer.kind,
        '',
        '',
        '',
        '',
        'doc_1',
        keys,
        `${returned},0`,
        `0,${returned}`,
        '',
        occurredAt,
        hex(note),
        'usr_a',
        'usr_b',
      ].join('|'),
    );
    add(sums, city, returned, 0n, 0);
    add(sums, unallocated, 0n, returned, 0);
    return { transfer };
  }
}

function add(sums: Sums, account: number, debit: bigint, credit: bigint, gifts: number): void {
  const sum = sums.get(account) ?? { debit: 0n, credit: 0n, gifts: 0 };
  sums.set(account, { debit: sum.debit + debit, credit: sum.credit + credit, gifts: sum.gifts + gifts });
}

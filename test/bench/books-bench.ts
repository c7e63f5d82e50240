import { LedgerModule, LedgerReader, LedgerService, ReportsRepository } from '#ledger';
import { PledgesModule, PledgesRepository } from '#pledges';
import { openServices, type Services } from '../support/services.js';

export const BATCH = 1000;
export const HOT = 'cmp_hot';
/** Fourteen funds with near-equal weights. */
export const CITIES = Array.from({ length: 14 }, (_, index) => ({
  orgUnitId: `org_${index}`,
  weight: 700n + BigInt(index * 3),
}));
export const RULE = { ruleId: 'rul_1', ruleDigest: '', managementBp: 0, feeCarrier: 'FOUNDATION' } as const;
const COMMITMENT = 'm5kq0mU1b2Yd3bJcXl1l1wq1n0x3v7d2u9s8k4h6g5f'.slice(0, 43);

let serial = 0;

/** A batch of new gifts; `routes` are taken in turn. */
export function giftsAlong(routes: readonly number[], count = BATCH) {
  return Array.from({ length: count }, () => {
    const number = ++serial;
    return {
      id: `plg_${String(number).padStart(26, '0')}`,
      routeId: routes[number % routes.length] ?? 0,
      amount: 100n + BigInt(number % 9900),
      fee: 3n,
      occurredAt: new Date(),
      commitment: COMMITMENT,
    };
  });
}

/** The real ledger on a durable database of its own, with one hot campaign. */
export class BenchBooks {
  private constructor(
    readonly services: Services,
    readonly routeId: number,
    readonly ledger: LedgerService,
    readonly reader: LedgerReader,
    readonly pledges: PledgesRepository,
    readonly reports: ReportsRepository,
  ) {}

  static async open(): Promise<BenchBooks> {
    const services = await openServices([LedgerModule, PledgesModule], {}, []);
    const ledger = services.get(LedgerService);
    const route = { key: 'pool', campaignId: HOT, ...RULE, source: 'POOL', legs: CITIES } as const;
    const routeId = await services.database.transaction((tx) => ledger.ensureRoute(tx, route));
    const { get } = services;
    return new BenchBooks(services, routeId, ledger, get(LedgerReader), get(PledgesRepository), get(ReportsRepository));
  }

  post(gifts: ReturnType<typeof giftsAlong>): Promise<unknown> {
    return this.services.database.transaction((tx) => this.ledger.post(tx, gifts));
  }

  /** Posts `batches` batches one after the other. @returns gifts per second */
  async rate(batches: number, routes: readonly number[] = [this.routeId]): Promise<number> {
    const work = Array.from({ length: batches }, () => giftsAlong(routes));
    const start = performance.now();
    for (const batch of work) await this.post(batch);
    return (BATCH * batches) / ((performance.now() - start) / 1000);
  }

  /** Fills the books, and the pledges behind them, up to this many gifts. */
  async fill(gifts: number): Promise<void> {
    for (let posted = 0; posted < gifts; posted += BATCH) await this.post(giftsAlong([this.routeId]));
    await this.services.asOwner(
      `INSERT INTO pledge (id, campaign_id, amount, designation, display_name, message, locale, state, actor_hash,
                           body_hash, created_at, paid_at)
       SELECT gift.id, $1, gift.amount, 'PROVINCE_POOL', '示例 ' || gift.ordinal, '祝好', 'zh-CN', 'PAID', '', '',
              now() - make_interval(secs => row_number() OVER ()), now() - make_interval(secs => row_number() OVER ())
       FROM ledger_gift gift`,
      [HOT],
    );
    await this.services.asOwner('VACUUM ANALYZE');
  }

  close(): Promise<void> {
    return this.services.close();
  }
}

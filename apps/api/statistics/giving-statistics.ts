import { Inject, Injectable } from '@nestjs/common';
import { Clock, type CivilDate, type Fen } from '#kernel';
import { GivingStatisticsReader } from '#ledger';
import { OrganizationsRepository } from '#organizations';
import { PaymentsRepository } from '#payments';
import type { FundSource, PaymentMethod } from '#platform';
import type { City } from '#organizations';
import { withoutSmallGroups, type Group, type ShownGroup } from './small-groups.js';

export interface Statistics {
  asOf: Date;
  gifts: number;
  amount: Fen;
  days: ShownGroup<CivilDate>[];
  cities: ShownGroup<City>[];
  sources: ShownGroup<FundSource>[];
  methods: ShownGroup<PaymentMethod>[];
}

const FRESH_MS = 60_000;
const DAYS = 90;

/**
 * Statistics of giving, summed up at most once a minute by each process. The books only grow: days are read once, and
 * then only what was booked since.
 */
@Injectable()
export class GivingStatistics {
  private readonly days = new Map<CivilDate, Group<CivilDate>>();
  private readUpTo = 0n;
  private known: { at: number; statistics: Promise<Statistics> } | null = null;

  constructor(
    @Inject(GivingStatisticsReader) private readonly books: GivingStatisticsReader,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  current(): Promise<Statistics> {
    const now = this.clock.now().getTime();
    if (!this.known || now - this.known.at > FRESH_MS) {
      const statistics = this.sumUp();
      this.known = { at: now, statistics };
      // What failed is asked for again by the next reader.
      statistics.catch(() => (this.known = null));
    }
    return this.known.statistics;
  }

  private async sumUp(): Promise<Statistics> {
    await this.readDays();
    const [designated, methods, federations] = await Promise.all([
      this.books.designated(),
      this.payments.paidByMethod(),
      this.organizations.cityFederations(),
    ]);
    const days = [...this.days.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    const whole = sumOf(days);
    const cities = federations.map(({ id, region }) => {
      const found = designated.find(({ orgUnitId }) => orgUnitId === id);
      return { key: region, gifts: found?.gifts ?? 0, amount: found?.amount ?? 0n };
    });
    const direct = sumOf(cities);
    const sources: Group<FundSource>[] = [
      { key: 'DIRECT', ...direct },
      { key: 'POOL', gifts: whole.gifts - direct.gifts, amount: whole.amount - direct.amount },
    ];
    return {
      asOf: this.clock.now(),
      ...whole,
      days: withoutSmallGroups(days).slice(-DAYS),
      cities: withoutSmallGroups(cities),
      sources: withoutSmallGroups(sources),
      methods: withoutSmallGroups(methods.map(({ method, ...sums }) => ({ key: method, ...sums }))),
    };
  }

  private async readDays(): Promise<void> {
    const upTo = await this.books.lastBatch();
    for (const { day, gifts, amount } of await this.books.days(this.readUpTo, upTo)) {
      const known = this.days.get(day);
      this.days.set(day, { key: day, gifts: (known?.gifts ?? 0) + gifts, amount: (known?.amount ?? 0n) + amount });
    }
    this.readUpTo = upTo;
  }
}

function sumOf(groups: readonly Group<unknown>[]): { gifts: number; amount: Fen } {
  return groups.reduce((sum, { gifts, amount }) => ({ gifts: sum.gifts + gifts, amount: sum.amount + amount }), {
    gifts: 0,
    amount: 0n,
  });
}

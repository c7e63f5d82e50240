import { Inject, Injectable } from '@nestjs/common';
import { Database, type Prisma, type Tx } from '#platform';

const WITH_WEIGHTS = { weights: { orderBy: { regionCode: 'asc' } } } satisfies Prisma.AllocationRuleInclude;

/** 分配规则 with the pool's weights, by region code. */
export type AllocationRule = Prisma.AllocationRuleGetPayload<{ include: typeof WITH_WEIGHTS }>;

export interface NewRule {
  id: string;
  programId: string;
  version: number;
  effectiveFrom: Date;
  draftedBy: string;
  approvedBy: string;
  weights: readonly { orgUnitId: string; regionCode: string; weight: bigint }[];
}

@Injectable()
export class AllocationRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The approved rules of a programme, latest first. */
  async approvedRules(programId: string): Promise<AllocationRule[]> {
    return this.database.reader.allocationRule.findMany({
      where: { programId, state: 'APPROVED' },
      include: WITH_WEIGHTS,
      orderBy: [{ effectiveFrom: 'desc' }, { version: 'desc' }],
    });
  }

  async findMany(ids: readonly string[]): Promise<AllocationRule[]> {
    return this.database.reader.allocationRule.findMany({ where: { id: { in: [...ids] } }, include: WITH_WEIGHTS });
  }

  /** Keeps a rule two people have agreed on. */
  async insertApproved(tx: Tx, { weights, ...rule }: NewRule): Promise<void> {
    await tx.allocationRule.create({ data: { ...rule, state: 'APPROVED', weights: { create: [...weights] } } });
  }
}

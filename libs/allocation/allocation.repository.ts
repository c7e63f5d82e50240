import { Inject, Injectable } from '@nestjs/common';
import { Database, type IndicatorKind, type Prisma, type RuleState, type Tx } from '#platform';
import type { RuleIdentity } from './rule.content.js';
import type { Indicator, SolvedRule } from './rule.types.js';

const WITH_WEIGHTS = { weights: { orderBy: { regionCode: 'asc' } } } satisfies Prisma.AllocationRuleInclude;

/** 分配规则 as kept, with its cities by region code. */
export type AllocationRule = Prisma.AllocationRuleGetPayload<{ include: typeof WITH_WEIGHTS }>;

/** A change of a rule's state, or of its content where both states are the same. */
export interface RuleTransition {
  from: RuleState | null;
  to: RuleState;
  actor: string;
  reason: string;
  at: Date;
}

/** What is kept of a draft beside what its maker filled in. */
export interface KeptDraft extends SolvedRule, RuleIdentity {
  content: string;
  digest: string;
  draftedBy: string;
}

export interface NewIndicator extends Indicator {
  recordedBy: string;
  recordedAt: Date;
}

@Injectable()
export class AllocationRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The approved rules of a programme and of its campaigns. */
  async approvedRules(programId: string): Promise<AllocationRule[]> {
    return this.database.reader.allocationRule.findMany({
      where: { programId, state: 'APPROVED' },
      include: WITH_WEIGHTS,
    });
  }

  async find(id: string): Promise<AllocationRule | null> {
    return this.database.reader.allocationRule.findUnique({ where: { id }, include: WITH_WEIGHTS });
  }

  async findMany(ids: readonly string[]): Promise<AllocationRule[]> {
    return this.database.reader.allocationRule.findMany({ where: { id: { in: [...ids] } }, include: WITH_WEIGHTS });
  }

  /** When the next approved rule of the same scope takes over from each of these; open ends are absent. */
  async ends(ids: readonly string[]): Promise<{ id: string; until: Date }[]> {
    return this.database.reader.$queryRaw`
      SELECT rule.id, min(later.effective_from) AS until
      FROM allocation_rule rule
      JOIN allocation_rule later ON later.program_id = rule.program_id AND later.state = 'APPROVED'
       AND later.campaign_id IS NOT DISTINCT FROM rule.campaign_id AND later.effective_from > rule.effective_from
      WHERE rule.id = ANY (${[...ids]}::text[]) AND rule.state = 'APPROVED' GROUP BY rule.id`;
  }

  /** Rules in every state, latest version first, `limit` at most, behind version `after`. */
  async page(after: number | null, limit: number): Promise<AllocationRule[]> {
    return this.database.reader.allocationRule.findMany({
      where: after === null ? {} : { version: { lt: after } },
      include: WITH_WEIGHTS,
      orderBy: [{ version: 'desc' }, { id: 'desc' }],
      take: limit,
    });
  }

  /** Locks the rule for the rest of the transaction, then reads it. */
  async lock(tx: Tx, id: string): Promise<AllocationRule | null> {
    await tx.$queryRaw`SELECT 1 FROM allocation_rule WHERE id = ${id} FOR UPDATE`;
    return tx.allocationRule.findUnique({ where: { id }, include: WITH_WEIGHTS });
  }

  /** The next version of a programme; whoever asks for one holds it until the transaction ends. */
  async nextVersion(tx: Tx, programId: string): Promise<number> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${programId}, 4))`;
    const { _max } = await tx.allocationRule.aggregate({ where: { programId }, _max: { version: true } });
    return (_max.version ?? 0) + 1;
  }

  async insert(tx: Tx, { cities, ...draft }: KeptDraft): Promise<void> {
    await tx.allocationRule.create({ data: { ...draft, state: 'DRAFT', weights: { create: [...cities] } } });
  }

  /** Writes a draft anew; what was simulated of it no longer counts. */
  async replace(tx: Tx, { cities, id, ...draft }: KeptDraft): Promise<void> {
    await tx.allocationWeight.deleteMany({ where: { ruleId: id } });
    await tx.allocationRule.update({
      where: { id },
      data: { ...draft, state: 'DRAFT', simulationId: null, weights: { create: [...cities] } },
    });
  }

  async setState(tx: Tx, id: string, state: 'WITHDRAWN'): Promise<void> {
    await tx.allocationRule.update({ where: { id }, data: { state } });
  }

  async setSimulated(tx: Tx, id: string, simulationId: string): Promise<void> {
    await tx.allocationRule.update({ where: { id }, data: { state: 'SIMULATED', simulationId } });
  }

  async setApproved(tx: Tx, id: string, approvedBy: string, approvedAt: Date): Promise<void> {
    await tx.allocationRule.update({ where: { id }, data: { state: 'APPROVED', approvedBy, approvedAt } });
  }

  /** Whether another approved rule of the same scope begins at that instant. */
  async isStartTaken(tx: Tx, { id, programId, campaignId, effectiveFrom }: AllocationRule): Promise<boolean> {
    const where = { programId, campaignId, effectiveFrom, state: 'APPROVED', id: { not: id } } as const;
    return (await tx.allocationRule.count({ where })) > 0;
  }

  async recordTransition(tx: Tx, ruleId: string, transition: RuleTransition): Promise<void> {
    await tx.allocationTransition.create({ data: { ruleId, ...transition } });
  }

  /** Every change of a rule, oldest first. */
  async transitions(ruleId: string): Promise<RuleTransition[]> {
    return this.database.reader.allocationTransition.findMany({
      where: { ruleId },
      select: { from: true, to: true, actor: true, reason: true, at: true },
      orderBy: { id: 'asc' },
    });
  }

  /** The latest figure of a kind for each organisation that has one. */
  async indicators(kind: IndicatorKind): Promise<Indicator[]> {
    return this.database.reader.$queryRaw<Indicator[]>`
      SELECT DISTINCT ON (org_unit_id) org_unit_id AS "orgUnitId", kind, value, as_of AS "asOf", source
      FROM allocation_indicator WHERE kind = ${kind}::"IndicatorKind"
      ORDER BY org_unit_id, as_of DESC, id DESC`;
  }

  async recordIndicators(tx: Tx, indicators: readonly NewIndicator[]): Promise<void> {
    await tx.allocationIndicator.createMany({ data: [...indicators] });
  }
}

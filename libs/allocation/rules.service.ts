import { Inject, Injectable } from '@nestjs/common';
import { SamePersonError } from '#campaigns';
import type { Viewer } from '#identity';
import { addDays, Clock, FieldRejectedError, IdSource, RequestError, startOfDay, type CivilDate } from '#kernel';
import { Database, Outbox, type RuleState, type Tx } from '#platform';
import { RuleStartError, SimulationOutdatedError } from './allocation.errors.js';
import { AllocationRepository, type AllocationRule } from './allocation.repository.js';
import { RuleDraftsService } from './rule-drafts.service.js';
import { digestOf, ruleContent, type RuleIdentity } from './rule.content.js';
import { assertStep, type RuleStep } from './rule.states.js';
import type { RuleDraft, SolvedRule } from './rule.types.js';
import { SimulationRepository } from './simulation.repository.js';
import { resultToJson, simulationHash, type SimulationRange } from './simulation.types.js';

/**
 * A rule takes effect no sooner than this after its approval, and is withdrawn no later than this before it takes
 * effect: longer than any transaction, so that no gift is routed by what was in force a moment ago.
 */
export const LEAD_MS = 60_000;

/** Gifts a draft is run over: a campaign's, or all, paid on these days of China's calendar, both included. */
export interface SimulationWish {
  campaignId: string | null;
  from: CivilDate | null;
  to: CivilDate | null;
}

/** Verbs of a rule's life. Each takes the person who acts; who may act at all is decided at the edge. */
@Injectable()
export class RulesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AllocationRepository) private readonly rules: AllocationRepository,
    @Inject(SimulationRepository) private readonly simulations: SimulationRepository,
    @Inject(RuleDraftsService) private readonly drafts: RuleDraftsService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /** @throws FieldRejectedError, RuleRejectedError */
  async draft(maker: Viewer, draft: RuleDraft): Promise<AllocationRule> {
    const { rule, programId } = await this.drafts.solve(draft);
    return this.database.transaction((tx) => this.insert(tx, maker, rule, programId));
  }

  /** Writes a draft anew; one that was simulated has to be simulated again. @throws as `draft`, RuleStateError */
  async edit(maker: Viewer, id: string, draft: RuleDraft): Promise<AllocationRule> {
    const { rule, programId } = await this.drafts.solve(draft);
    return this.database.transaction(async (tx) => {
      const before = await this.locked(tx, id, 'edit');
      if (before.programId !== programId) throw new FieldRejectedError('campaignId', 'campaign_not_found');
      await this.rules.replace(tx, kept(rule, { id, programId, version: before.version }, maker));
      await this.record(tx, before, 'DRAFT', maker.id, 'edited');
      return this.reread(tx, id);
    });
  }

  /**
   * Asks the worker to run a draft over past gifts.
   * @returns the simulation's id
   * @throws FieldRejectedError when the range is none, RuleStateError
   */
  async simulate(staff: Viewer, id: string, wish: SimulationWish): Promise<string> {
    if (wish.from !== null && wish.to !== null && wish.to < wish.from) {
      throw new FieldRejectedError('to', 'window_ends_before_it_starts');
    }
    const programId = await this.drafts.programOf(wish.campaignId);
    const simulationId = this.ids.next('simulation');
    await this.database.transaction(async (tx) => {
      const rule = await this.locked(tx, id, 'simulate');
      if (wish.campaignId !== null && programId !== rule.programId) {
        throw new FieldRejectedError('campaignId', 'campaign_not_found');
      }
      await this.simulations.insert(tx, {
        id: simulationId,
        ruleId: id,
        ruleDigest: rule.digest,
        ...rangeOf(wish),
        requestedBy: staff.id,
        requestedAt: this.clock.now(),
      });
      await this.outbox.publish(tx, 'allocation-simulate', [{ key: simulationId }]);
    });
    return simulationId;
  }

  /**
   * Approves exactly what was simulated.
   * @param hash of the simulation that was looked at
   * @throws RuleStateError, SimulationOutdatedError when it is not the latest of this very content, SamePersonError,
   *   RuleStartError when it would take effect in the past or together with another
   */
  async approve(checker: Viewer, id: string, hash: string, reason: string): Promise<AllocationRule> {
    return this.database.transaction(async (tx) => {
      const rule = await this.locked(tx, id, 'approve');
      const simulation = rule.simulationId === null ? null : await this.simulations.find(rule.simulationId);
      if (simulation?.state !== 'DONE' || simulation.hash !== hash || simulation.ruleDigest !== rule.digest) {
        throw new SimulationOutdatedError();
      }
      const hands = (await this.rules.transitions(id)).filter(({ to }) => to === 'DRAFT');
      if (rule.draftedBy === checker.id || hands.some(({ actor }) => actor === checker.id)) throw new SamePersonError();
      const now = this.clock.now();
      if (rule.effectiveFrom.getTime() < now.getTime() + LEAD_MS) {
        throw new RuleStartError('rule_starts_in_the_past', rule.effectiveFrom);
      }
      if (await this.rules.isStartTaken(tx, rule)) throw new RuleStartError('rule_start_taken', rule.effectiveFrom);
      await this.rules.setApproved(tx, id, checker.id, now);
      await this.record(tx, rule, 'APPROVED', checker.id, reason);
      return this.reread(tx, id);
    });
  }

  /** Takes a draft back, or an approved rule that is not in force yet. @throws RuleStateError, RuleStartError */
  async withdraw(staff: Viewer, id: string, reason: string): Promise<AllocationRule> {
    return this.database.transaction(async (tx) => {
      const rule = await this.locked(tx, id, 'withdraw');
      if (rule.state === 'APPROVED' && rule.effectiveFrom.getTime() < this.clock.now().getTime() + LEAD_MS) {
        throw new RuleStartError('rule_already_in_force', rule.effectiveFrom);
      }
      await this.rules.setState(tx, id, 'WITHDRAWN');
      await this.record(tx, rule, 'WITHDRAWN', staff.id, reason);
      return this.reread(tx, id);
    });
  }

  /**
   * Keeps a rule two people had agreed on before it was entered here, for the first rule of an installation: there
   * are no gifts yet, so it is simulated over none, and approved the moment before it takes effect.
   */
  async adopt(maker: Viewer, checker: Viewer, draft: RuleDraft): Promise<AllocationRule> {
    const { rule, programId } = await this.drafts.solve(draft);
    const at = new Date(draft.effectiveFrom.getTime() - LEAD_MS);
    return this.database.transaction(async (tx) => {
      const drafted = await this.insert(tx, maker, rule, programId, at);
      const simulationId = this.ids.next('simulation');
      const range: SimulationRange = { campaignId: rule.campaignId, from: at, until: at };
      const nothing = { management: 0n, covered: 0n };
      const totals = { batches: 0n, gifts: 0n, amount: 0n, paymentFees: 0n };
      const result = { ...totals, before: nothing, after: nothing, cities: [] };
      const { id, digest } = drafted;
      const asked = { id: simulationId, ruleId: id, ruleDigest: digest, requestedBy: maker.id, requestedAt: at };
      await this.simulations.insert(tx, { ...asked, ...range });
      const hash = simulationHash(digest, range, result);
      await this.simulations.finish(tx, simulationId, { result: resultToJson(result), hash, finishedAt: at });
      await this.rules.setSimulated(tx, id, simulationId);
      await this.record(tx, drafted, 'SIMULATED', maker.id, 'simulated', at);
      await this.rules.setApproved(tx, id, checker.id, at);
      await this.record(tx, { id, state: 'SIMULATED' }, 'APPROVED', checker.id, 'adopted', at);
      return this.reread(tx, id);
    });
  }

  private async insert(
    tx: Tx,
    maker: Viewer,
    rule: SolvedRule,
    programId: string,
    at = this.clock.now(),
  ): Promise<AllocationRule> {
    const id = this.ids.next('rule');
    const version = await this.rules.nextVersion(tx, programId);
    await this.rules.insert(tx, kept(rule, { id, programId, version }, maker));
    await this.record(tx, { id, state: null }, 'DRAFT', maker.id, 'created', at);
    return this.reread(tx, id);
  }

  private async record(
    tx: Tx,
    { id, state }: { id: string; state: RuleState | null },
    to: RuleState,
    actor: string,
    reason: string,
    at = this.clock.now(),
  ): Promise<void> {
    await this.rules.recordTransition(tx, id, { from: state, to, actor, reason, at });
  }

  private async locked(tx: Tx, id: string, step: RuleStep): Promise<AllocationRule> {
    const rule = await this.reread(tx, id);
    assertStep(rule.state, step);
    return rule;
  }

  private async reread(tx: Tx, id: string): Promise<AllocationRule> {
    const rule = await this.rules.lock(tx, id);
    if (!rule) throw new RequestError('NOT_FOUND', 'rule_not_found');
    return rule;
  }
}

function kept(rule: SolvedRule, identity: RuleIdentity, maker: Viewer) {
  const content = ruleContent({ ...rule, ...identity });
  return { ...rule, ...identity, content, digest: digestOf(content), draftedBy: maker.id };
}

function rangeOf({ campaignId, from, to }: SimulationWish): SimulationRange {
  return {
    campaignId,
    from: from === null ? null : startOfDay(from),
    until: to === null ? null : startOfDay(addDays(to, 1)),
  };
}

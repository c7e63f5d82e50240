import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Viewer } from '#identity';
import { IdentityModule } from '#identity';
import { equalRule, openProgramme, simulated, SMALL, type Programme } from '../../test/support/rules.js';
import { openServices, type Services } from '../../test/support/services.js';
import { AllocationModule } from './allocation.module.js';
import { AllocationRepository, type AllocationRule } from './allocation.repository.js';
import { AllocationService, type Donation } from './allocation.service.js';
import { RuleDraftsService } from './rule-drafts.service.js';
import type { RuleDraft } from './rule.types.js';
import { RulesService } from './rules.service.js';
import { SimulationRepository } from './simulation.repository.js';
import { SimulationService } from './simulation.service.js';

let services: Services;
let rules: RulesService;
let repository: AllocationRepository;
let programme: Programme;
let maker: Viewer;
let checker: Viewer;

beforeAll(async () => {
  services = await openServices([AllocationModule, IdentityModule]);
  rules = services.get(RulesService);
  repository = services.get(AllocationRepository);
  programme = await openProgramme(services);
  ({ maker, checker } = programme);
});

afterAll(() => services.close());

let days = 1;
/** A rule of its own hour: no two approved ones may begin together. */
const draft = (change: Partial<RuleDraft> = {}) =>
  rules.draft(maker, equalRule({ effectiveFrom: new Date(Date.now() + ++days * 86_400_000), ...change }));

async function hashOf(simulationId: string): Promise<string> {
  return (await services.get(SimulationRepository).find(simulationId))?.hash ?? '';
}

async function approved(change: Partial<RuleDraft> = {}): Promise<AllocationRule> {
  const { id } = await draft(change);
  return rules.approve(checker, id, await hashOf(await simulated(services, maker, id)), '数字已核对');
}

const sql = (text: string, ...values: unknown[]) => services.asOwner(text, values);

describe('a draft', () => {
  it('is kept with its version, its solved weights and the digest of its text', async () => {
    const rule = await draft({
      managementBp: 250,
      cities: [{ regionCode: '430100', weight: null, floorBp: 1600, capBp: null }],
    });
    expect(rule).toMatchObject({ state: 'DRAFT', managementBp: 250, draftedBy: maker.id });
    expect(rule.weights).toHaveLength(14);
    expect(rule.weights.map(({ weight }) => weight)).toEqual([52n, ...Array.from({ length: 13 }, () => 21n)]);
    expect(rule.content).toContain('\nmanagementBp=250\n');
    expect(rule.digest).toMatch(/^[0-9a-f]{64}$/);
    expect((await draft()).version).toBe(rule.version + 1);
  });

  it('gets a version of its own however many write at once', async () => {
    const drafted = await Promise.all(Array.from({ length: 6 }, () => draft()));
    expect(new Set(drafted.map(({ version }) => version)).size).toBe(6);
  });

  it('copies the figures it goes by, and keeps them when newer ones are recorded', async () => {
    const figures = (value: number, asOf: string) =>
      services.get(RuleDraftsService).recordFigures(maker, {
        kind: 'MOTHERS',
        asOf,
        source: '示例',
        figures: programme.cityCodes.map((regionCode) => ({ regionCode, value })),
      });
    await figures(10, '2026-01-01');
    const rule = await draft({ method: 'MOTHERS' });
    await figures(20, '2026-06-01');
    expect((await repository.find(rule.id))?.weights[0]).toMatchObject({
      basis: 10n,
      asOf: '2026-01-01',
      source: '示例',
    });
    expect((await draft({ method: 'MOTHERS' })).weights[0]).toMatchObject({ basis: 20n, asOf: '2026-06-01' });
  });

  it('that breaks rules is refused with every fault at once, and nothing is kept', async () => {
    const before = (await repository.page(null, 100)).length;
    await expect(
      draft({
        method: 'TABLE',
        managementBp: 1001,
        cities: [
          { regionCode: '440100', weight: 1, floorBp: null, capBp: null },
          { regionCode: '430100', weight: -1, floorBp: 600, capBp: 500 },
          { regionCode: '430100', weight: 1, floorBp: null, capBp: 10_001 },
        ],
      }),
    ).rejects.toMatchObject({
      typeName: 'AllocationRuleRejectedError',
      faults: [
        { code: 'management_fee_out_of_range' },
        { code: 'city_unknown' },
        { code: 'weight_out_of_range' },
        { code: 'floor_above_cap' },
        { code: 'city_named_twice' },
        { code: 'cap_out_of_range' },
      ],
    });
    expect((await repository.page(null, 100)).length).toBe(before);
  });

  it('of a campaign names no city the campaign does not raise for', async () => {
    const cities = [{ regionCode: '430200', weight: 1, floorBp: null, capBp: null }];
    const change = { campaignId: programme.smallCampaignId, method: 'TABLE', cities } as const;
    await expect(draft(change)).rejects.toMatchObject({ faults: [{ code: 'city_outside_campaign' }] });
    const rule = await draft({ campaignId: programme.smallCampaignId });
    expect(rule.weights.map(({ regionCode }) => regionCode)).toEqual(SMALL);
  });
});

describe('an approval', () => {
  it('takes a second person: neither who drafted nor who ever edited', async () => {
    const { id } = await draft();
    await rules.edit(checker, id, equalRule({ effectiveFrom: new Date(Date.now() + ++days * 86_400_000) }));
    await rules.edit(maker, id, equalRule({ effectiveFrom: new Date(Date.now() + ++days * 86_400_000) }));
    const hash = await hashOf(await simulated(services, maker, id));
    for (const person of [maker, checker]) {
      await expect(rules.approve(person, id, hash, '同意')).rejects.toMatchObject({
        code: 'checker_must_not_be_maker',
      });
    }
    expect(await rules.approve(programme.other, id, hash, '同意')).toMatchObject({ state: 'APPROVED' });
  });

  it('covers exactly what was simulated last', async () => {
    const { id } = await draft();
    await expect(rules.approve(checker, id, 'x', '同意')).rejects.toMatchObject({ code: 'rule_state_forbids_step' });
    const hash = await hashOf(await simulated(services, maker, id));
    await expect(rules.approve(checker, id, hash.replace(/./, 'z'), '同意')).rejects.toMatchObject({
      code: 'simulation_outdated',
    });
    const edited = equalRule({ managementBp: 100, effectiveFrom: new Date(Date.now() + ++days * 86_400_000) });
    expect(await rules.edit(maker, id, edited)).toMatchObject({ state: 'DRAFT', simulationId: null });
    await expect(rules.approve(checker, id, hash, '同意')).rejects.toMatchObject({ code: 'rule_state_forbids_step' });
    const again = await hashOf(await simulated(services, maker, id));
    expect(again).not.toBe(hash);
    await expect(rules.approve(checker, id, hash, '同意')).rejects.toMatchObject({ code: 'simulation_outdated' });
    const another = await simulated(services, maker, id, { campaignId: programme.campaignId, from: null, to: null });
    await expect(rules.approve(checker, id, again, '同意')).rejects.toMatchObject({ code: 'simulation_outdated' });
    expect(await rules.approve(checker, id, await hashOf(another), '同意')).toMatchObject({ state: 'APPROVED' });
  });

  it('never reaches back: the rule takes effect in the future or not at all', async () => {
    const { id } = await draft({ effectiveFrom: new Date(Date.now() + 30_000) });
    const hash = await hashOf(await simulated(services, maker, id));
    await expect(rules.approve(checker, id, hash, '同意')).rejects.toMatchObject({ code: 'rule_starts_in_the_past' });
  });

  it('is refused where another rule of the scope begins at the same instant', async () => {
    const { effectiveFrom } = await approved();
    const { id } = await draft({ effectiveFrom });
    const hash = await hashOf(await simulated(services, maker, id));
    await expect(rules.approve(checker, id, hash, '同意')).rejects.toMatchObject({ code: 'rule_start_taken' });
    expect(await approved({ effectiveFrom, campaignId: programme.smallCampaignId })).toMatchObject({
      state: 'APPROVED',
    });
  });

  it('of one rule by two at once happens once', async () => {
    const { id } = await draft();
    const hash = await hashOf(await simulated(services, maker, id));
    const answers = await Promise.allSettled(Array.from({ length: 4 }, () => rules.approve(checker, id, hash, '同意')));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const steps = (await repository.transitions(id)).map(({ to }) => to);
    expect(steps).toEqual(['DRAFT', 'SIMULATED', 'APPROVED']);
  });

  it('leaves who, why and when', async () => {
    const { id } = await approved();
    expect((await repository.transitions(id)).at(-1)).toMatchObject({
      from: 'SIMULATED',
      to: 'APPROVED',
      actor: checker.id,
      reason: '数字已核对',
    });
  });
});

describe('a simulation', () => {
  it('of a draft that was edited meanwhile counts for nothing', async () => {
    const { id } = await draft();
    const simulationId = await rules.simulate(maker, id, { campaignId: null, from: null, to: null });
    const result = await services.get(SimulationService).run(simulationId);
    await rules.edit(maker, id, equalRule({ managementBp: 1 }));
    await services.database.transaction((tx) => services.get(SimulationService).finish(tx, simulationId, result));
    expect(await repository.find(id)).toMatchObject({ state: 'DRAFT', simulationId: null });
    expect(await services.get(SimulationRepository).find(simulationId)).toMatchObject({ state: 'FAILED' });
  });
});

describe('the database itself', () => {
  it('lets nobody, not even its owner, change or remove an approved rule, its weights, its history or its simulation', async () => {
    const { id } = await approved();
    for (const [statement, reason] of [
      [`UPDATE allocation_rule SET note = 'x' WHERE id = $1`, /never changes/],
      [`UPDATE allocation_rule SET effective_from = now() WHERE id = $1`, /never changes/],
      [`UPDATE allocation_rule SET state = 'DRAFT' WHERE id = $1`, /never changes/],
      [`DELETE FROM allocation_rule WHERE id = $1`, /never deleted/],
      [`UPDATE allocation_weight SET weight = 5 WHERE rule_id = $1`, /never changes/],
      [`DELETE FROM allocation_weight WHERE rule_id = $1`, /never changes/],
      [
        `INSERT INTO allocation_weight (rule_id, org_unit_id, region_code, weight) VALUES ($1, 'org_x', '439999', 1)`,
        /never changes/,
      ],
      [`DELETE FROM allocation_transition WHERE rule_id = $1`, /append-only/],
      [`UPDATE allocation_simulation SET hash = 'x' WHERE rule_id = $1`, /never changes/],
    ] as const) {
      await expect(sql(statement, id)).rejects.toThrow(reason);
    }
    await expect(sql('TRUNCATE allocation_weight')).rejects.toThrow(/append-only/);
  });

  it('approves nothing that was not simulated, by nobody who wrote it, and nothing of the past', async () => {
    const approve = `UPDATE allocation_rule SET state = 'APPROVED', approved_by = $2, approved_at = now() WHERE id = $1`;
    const fresh = await draft();
    await expect(sql(approve, fresh.id, checker.id)).rejects.toThrow(/only what was simulated/);
    await simulated(services, maker, fresh.id);
    await expect(sql(approve, fresh.id, maker.id)).rejects.toThrow(/does not approve it|second_person/);
    await expect(sql(`UPDATE allocation_rule SET content = 'x' WHERE id = $1`, fresh.id)).rejects.toThrow(
      /digest_is_of/,
    );
    const past = await draft({ effectiveFrom: new Date('2026-01-01T00:00:00Z') });
    await simulated(services, maker, past.id);
    await expect(sql(approve, past.id, checker.id)).rejects.toThrow(/before_it_takes_effect/);
    await expect(sql(`UPDATE allocation_rule SET management_bp = 1001 WHERE id = $1`, fresh.id)).rejects.toThrow(
      /within_the_law/,
    );
  });
});

describe('a withdrawal', () => {
  it('takes back a draft, and an approved rule that is not in force yet', async () => {
    const { id } = await draft();
    expect(await rules.withdraw(maker, id, '写错了')).toMatchObject({ state: 'WITHDRAWN' });
    await expect(rules.edit(maker, id, equalRule())).rejects.toMatchObject({ code: 'rule_state_forbids_step' });
    const rule = await approved();
    expect(await rules.withdraw(checker, rule.id, '推迟')).toMatchObject({ state: 'WITHDRAWN' });
  });

  it('never ends a rule in force', async () => {
    const rule = await rules.adopt(maker, checker, equalRule({ effectiveFrom: new Date('2026-01-02T00:00:00Z') }));
    await expect(rules.withdraw(checker, rule.id, '推迟')).rejects.toMatchObject({ code: 'rule_already_in_force' });
    await expect(sql(`UPDATE allocation_rule SET state = 'WITHDRAWN' WHERE id = $1`, rule.id)).rejects.toThrow(
      /never changes/,
    );
  });
});

describe('routing', () => {
  const donation = (id: string, change: Partial<Donation> = {}): Donation => ({
    id,
    campaignId: programme.smallCampaignId,
    commitment: '',
    regionCode: null,
    amount: 10_000n,
    fee: 60n,
    paidAt: new Date('2026-05-01T00:00:00Z'),
    ...change,
  });
  const routeOf = async (one: Donation) => {
    const { routes } = await services.get(AllocationService).routesFor([one]);
    return services.database.reader.ledgerRoute.findUniqueOrThrow({ where: { id: routes.get(one.id) ?? 0 } });
  };

  it('goes by the campaign’s own rule before the programme’s, and by what was in force when the gift was paid', async () => {
    const adopt = (change: Partial<RuleDraft>) => rules.adopt(maker, checker, equalRule(change));
    const own = { campaignId: programme.smallCampaignId };
    const first = await adopt({ effectiveFrom: new Date('2026-03-01T00:00:00Z') });
    const second = await adopt({ effectiveFrom: new Date('2026-04-01T00:00:00Z'), managementBp: 300 });
    const campaigns = await adopt({ ...own, effectiveFrom: new Date('2026-06-01T00:00:00Z'), feeCarrier: 'GIFT' });
    const later = await adopt({ effectiveFrom: new Date('2026-07-01T00:00:00Z') });
    const at = async (day: string, change: Partial<Donation> = {}) =>
      (await routeOf(donation(`plg_${day}`, { paidAt: new Date(`${day}T00:00:00Z`), ...change }))).ruleId;
    expect(await at('2026-03-31')).toBe(first.id);
    expect(await at('2026-04-01')).toBe(second.id);
    expect(await at('2026-06-02')).toBe(campaigns.id);
    expect(await at('2026-07-02')).toBe(campaigns.id);
    expect(await at('2026-07-02', { campaignId: programme.campaignId })).toBe(later.id);
    expect(await at('2026-07-02', { regionCode: '430900' })).toBe(campaigns.id);
  });

  it('opens routes with the rule’s digest, fee and carrier, also for designated gifts', async () => {
    const paidAt = new Date('2026-05-01T00:00:00Z');
    for (const regionCode of [null, '430900']) {
      const route = await routeOf(donation('plg_x', { paidAt, regionCode }));
      const rule = await repository.find(route.ruleId);
      expect(route).toMatchObject({ ruleDigest: rule?.digest, managementBp: 300, feeCarrier: 'FOUNDATION' });
      expect(route.legAccounts).toHaveLength(regionCode === null ? SMALL.length : 1);
    }
  });

  it('leaves a gift from before any rule for a person to look at', async () => {
    const early = donation('plg_early', { paidAt: new Date('2025-01-01T00:00:00Z') });
    const { unroutable } = await services.get(AllocationService).routesFor([early]);
    expect(unroutable.get('plg_early')?.message).toBe('a rule is in force whenever a gift is paid');
  });
});

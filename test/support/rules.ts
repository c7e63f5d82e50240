import { RulesService, type RuleDraft, type SimulationWish } from '../../libs/allocation/index.js';
import { SimulationService } from '../../libs/allocation/simulation.service.js';
import { CampaignsRepository } from '../../libs/campaigns/index.js';
import { IdentityRepository, type Viewer } from '../../libs/identity/index.js';
import { OrganizationsRepository } from '../../libs/organizations/index.js';
import { hunan } from '../../apps/api/seed/hunan.js';
import { CHARITY } from '../../apps/api/seed/examples.js';
import type { Services } from './services.js';

/** A programme with two campaigns and the people of the foundation, as tests of rules need them. */
export interface Programme {
  maker: Viewer;
  checker: Viewer;
  other: Viewer;
  programId: string;
  /** Raises for all 14 cities; and one for three of them. */
  campaignId: string;
  smallCampaignId: string;
  cityCodes: string[];
}

export const SMALL = ['430100', '430900', '433100'];

export async function openProgramme(services: Services): Promise<Programme> {
  const { regions, orgUnits, cityCodes } = hunan();
  const campaigns = services.get(CampaignsRepository);
  const identity = services.get(IdentityRepository);
  return services.database.transaction(async (tx) => {
    await services.get(OrganizationsRepository).add(tx, regions, orgUnits);
    const person = (email: string, role: Viewer['role']) =>
      identity.invite(tx, {
        name: email,
        email: `${email}@example.org`,
        password: 'password-2026',
        role,
        orgUnitId: null,
      });
    const maker = await person('maker', 'STAFF_MAKER');
    const checker = await person('checker', 'STAFF_CHECKER');
    const other = await person('other', 'STAFF_MAKER');
    await campaigns.insertProgram(tx, { id: 'chy_test', ...CHARITY }, { id: 'prg_test', name: '示例' });
    for (const [id, cities] of [
      ['cmp_all', cityCodes],
      ['cmp_small', SMALL],
    ] as const) {
      await campaigns.insert(tx, { ...campaign(cities), id, slug: id, programId: 'prg_test', createdBy: maker.id });
      await campaigns.recordTransition(tx, id, {
        from: null,
        to: 'DRAFT',
        actor: maker.id,
        reason: 'created',
        at: new Date(),
      });
    }
    const ids = { programId: 'prg_test', campaignId: 'cmp_all', smallCampaignId: 'cmp_small' };
    return { maker, checker, other, ...ids, cityCodes };
  });
}

function campaign(regionCodes: readonly string[]) {
  return {
    title: '示例',
    summary: '示例',
    story: ['示例'],
    coverKey: null,
    target: 1_000_000n,
    startsAt: new Date('2026-01-01T00:00:00Z'),
    endsAt: new Date('2027-01-01T00:00:00Z'),
    purpose: '示例',
    beneficiaries: '示例',
    useOfFunds: '示例',
    cost: '示例',
    leftovers: '示例',
    responsiblePerson: '示例',
    filingNumber: null,
    filedOn: null,
    windowStart: null,
    windowEnd: null,
    regionCodes: [...regionCodes],
  };
}

/** Equal shares for the whole programme from tomorrow on; `change` says what is different. */
export function equalRule(change: Partial<RuleDraft> = {}): RuleDraft {
  return {
    campaignId: null,
    method: 'EQUAL',
    managementBp: 0,
    feeCarrier: 'FOUNDATION',
    effectiveFrom: new Date(Date.now() + 86_400_000),
    note: '示例规则',
    cities: [],
    ...change,
  };
}

export const EVERYTHING: SimulationWish = { campaignId: null, from: null, to: null };

/** Asks for a simulation and does the worker's part. @returns its id */
export async function simulated(
  services: Services,
  maker: Viewer,
  ruleId: string,
  wish: SimulationWish = EVERYTHING,
): Promise<string> {
  const id = await services.get(RulesService).simulate(maker, ruleId, wish);
  const simulations = services.get(SimulationService);
  const result = await simulations.run(id);
  await services.database.transaction((tx) => simulations.finish(tx, id, result));
  return id;
}

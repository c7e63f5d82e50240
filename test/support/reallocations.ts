import { AllocationService, RulesService, type Donation } from '../../libs/allocation/index.js';
import { CampaignsRepository } from '../../libs/campaigns/index.js';
import type { Viewer } from '../../libs/identity/index.js';
import { SystemIds } from '../../libs/kernel/index.js';
import { OrganizationsRepository } from '../../libs/organizations/index.js';
import { ReallocationPosting } from '../../libs/reallocations/index.js';
import { CHARITY } from '../../apps/api/seed/examples.js';
import { hunan } from '../../apps/api/seed/hunan.js';
import type { Services } from './services.js';

export const ids = new SystemIds();
export const CAMPAIGN = 'cmp_again';
export const PROGRAM = 'prg_again';
/** When gifts of these tests are paid; the rules begin before. */
export const PAID_AT = new Date('2026-06-01T06:00:00Z');

export const person = (id: string, role: Viewer['role']): Viewer => ({
  id,
  name: id,
  email: `${id}@example.org`,
  role,
  orgUnitId: null,
});

/** A programme with a campaign for all 14 cities. @returns the codes of the cities */
export async function openCampaign(services: Services): Promise<string[]> {
  const { regions, orgUnits, cityCodes } = hunan();
  await services.database.transaction(async (tx) => {
    await services.get(OrganizationsRepository).add(tx, regions, orgUnits);
    const campaigns = services.get(CampaignsRepository);
    await campaigns.insertProgram(tx, { id: 'chy_again', ...CHARITY }, { id: PROGRAM, name: '示例' });
    await campaigns.insert(tx, {
      id: CAMPAIGN,
      slug: CAMPAIGN,
      programId: PROGRAM,
      createdBy: 'usr_maker',
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
      regionCodes: cityCodes,
    });
    await campaigns.recordTransition(tx, CAMPAIGN, {
      from: null,
      to: 'DRAFT',
      actor: 'usr_maker',
      reason: 'created',
      at: new Date(),
    });
  });
  return cityCodes;
}

/** A rule two people agreed on, in force from then. @returns its id */
export async function adoptRule(
  services: Services,
  effectiveFrom: Date,
  weightOf: (place: number) => number,
): Promise<string> {
  const federations = await services.get(OrganizationsRepository).cityFederations();
  const cities = federations.map(({ region }, place) => ({
    regionCode: region.code,
    weight: weightOf(place),
    floorBp: null,
    capBp: null,
  }));
  const maker = person('usr_maker', 'STAFF_MAKER');
  const rule = await services.get(RulesService).adopt(maker, person('usr_checker', 'STAFF_CHECKER'), {
    campaignId: null,
    method: 'TABLE',
    managementBp: 0,
    feeCarrier: 'FOUNDATION',
    effectiveFrom,
    note: '示例规则',
    cities,
  });
  return rule.id;
}

/** Posts gifts by the rule in force when they were paid. @returns their ids */
export async function postGifts(services: Services, gifts: readonly Partial<Donation>[]): Promise<string[]> {
  const allocation = services.get(AllocationService);
  const donations = gifts.map((gift) => ({
    id: ids.next('pledge'),
    campaignId: CAMPAIGN,
    regionCode: null,
    amount: 6600n,
    fee: 40n,
    paidAt: PAID_AT,
    commitment: '',
    ...gift,
  }));
  const { routes, unroutable } = await allocation.routesFor(donations);
  for (const reason of unroutable.values()) throw reason;
  await services.database.transaction((tx) => allocation.post(tx, donations, routes));
  return donations.map(({ id }) => id);
}

/** Does the worker's part until nothing waits. @returns the number of batches */
export async function postAll(services: Services, id: string): Promise<number> {
  const posting = services.get(ReallocationPosting);
  for (let batches = 1; ; batches += 1) {
    if (!(await services.database.transaction((tx) => posting.postNext(tx, id)))) return batches;
  }
}

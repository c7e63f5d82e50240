import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository, type Campaign } from '#campaigns';
import { Clock, invariant } from '#kernel';
import type { Tx } from '#platform';
import { AllocationRepository, type AllocationRule } from './allocation.repository.js';
import { poolLegs, type Leg } from './pool-legs.js';
import {
  SimulationRepository,
  type AllocationSimulation,
  type RouteInBooks,
  type SplitPlan,
  type SplitSums,
  type Window,
} from './simulation.repository.js';
import {
  resultToJson,
  simulationHash,
  type CityShare,
  type SimulatedCity,
  type SimulationResult,
} from './simulation.types.js';

/** Gifts summed by one statement: large enough to be quick, small enough to say how far it is. */
const WINDOW = 50_000;

/** How a route's gifts would be split, and which fund each leg belongs to. */
interface Rerouted {
  route: RouteInBooks;
  legs: Leg[];
  plan: SplitPlan;
}

/** Runs a draft rule over gifts of the past. Nothing is posted. */
@Injectable()
export class SimulationService {
  constructor(
    @Inject(AllocationRepository) private readonly rules: AllocationRepository,
    @Inject(SimulationRepository) private readonly simulations: SimulationRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Computes a simulation that was asked for; it may be called again for the same one.
   * @returns the result, or null when there is nothing to do: it is done, or its rule was edited meanwhile
   */
  async run(id: string): Promise<SimulationResult | null> {
    const simulation = await this.simulations.find(id);
    if (!simulation || simulation.state === 'DONE') return null;
    const rule = await this.rules.find(simulation.ruleId);
    if (!rule || rule.digest !== simulation.ruleDigest) return null;
    return this.compute(simulation, rule);
  }

  /** Keeps the result, and makes the rule SIMULATED if it still is what was simulated. */
  async finish(tx: Tx, id: string, result: SimulationResult | null): Promise<void> {
    const simulation = await this.simulations.find(id);
    if (!simulation || simulation.state === 'DONE') return;
    const rule = await this.rules.lock(tx, simulation.ruleId);
    const at = this.clock.now();
    if (!result || rule?.digest !== simulation.ruleDigest || (rule.state !== 'DRAFT' && rule.state !== 'SIMULATED')) {
      await this.simulations.fail(tx, id, 'rule_changed_meanwhile', at);
      return;
    }
    const hash = simulationHash(simulation.ruleDigest, simulation, result);
    await this.simulations.finish(tx, id, { result: resultToJson(result), hash, finishedAt: at });
    await this.rules.setSimulated(tx, rule.id, id);
    const step = { from: rule.state, to: 'SIMULATED', actor: simulation.requestedBy, reason: 'simulated', at } as const;
    await this.rules.recordTransition(tx, rule.id, step);
  }

  /** Gives up on a simulation, and says so. */
  async fail(tx: Tx, id: string, failure: string): Promise<void> {
    await this.simulations.fail(tx, id, failure, this.clock.now());
  }

  private async compute(simulation: AllocationSimulation, rule: AllocationRule): Promise<SimulationResult> {
    const campaigns = (await this.campaigns.ofProgram(rule.programId)).filter(
      ({ id }) => simulation.campaignId === null || id === simulation.campaignId,
    );
    const routes = await this.simulations.routes(campaigns.map(({ id }) => id));
    const rerouted = routes.map((route) => reroute(route, campaigns, rule));
    const windows = await this.simulations.windows(
      routes.map(({ id }) => id),
      WINDOW,
    );
    const toRead = windows.reduce((sum, { gifts }) => sum + gifts, 0n);
    const sums = new Sums(windows.at(-1)?.last ?? 0n);
    let read = 0n;
    for (const { first, last, gifts } of windows) {
      await this.simulations.progress(simulation.id, read, toRead);
      const { from, until } = simulation;
      await this.addWindow(sums, { routeIds: routes.map(({ id }) => id), first, last, from, until }, rerouted);
      read += gifts;
    }
    return sums.result();
  }

  private async addWindow(sums: Sums, window: Window, rerouted: readonly Rerouted[]): Promise<void> {
    const after = await this.simulations.splitSums(
      window,
      rerouted.map(({ plan }) => plan),
    );
    // Without a deduction the whole gift and what is left of it are the same, and need not be split twice.
    const deducting = rerouted.filter(({ route }) => route.managementBp > 0 || route.feeCarrier === 'GIFT');
    const gross = await this.simulations.splitSums(
      window,
      deducting.map(({ route }) => asBooked(route)),
    );
    const booked = await this.simulations.legSums(window);
    const fees = await this.simulations.feeSums(window);
    for (const { route, legs } of rerouted) {
      const own = after.filter(({ routeId }) => routeId === route.id);
      sums.addGifts(own[0]);
      sums.addAfter(route, legs, own);
      sums.addBefore(
        route,
        booked.filter(({ routeId }) => routeId === route.id).sort((a, b) => a.k - b.k),
        gross.filter(({ routeId }) => routeId === route.id),
      );
    }
    sums.addFees(fees);
  }
}

function reroute(route: RouteInBooks, campaigns: readonly Campaign[], rule: AllocationRule): Rerouted {
  const campaign = campaigns.find(({ id }) => id === route.campaignId);
  invariant(campaign, 'a route belongs to a campaign that exists');
  const legs =
    route.source === 'DIRECT'
      ? route.orgUnitIds.map((orgUnitId) => ({ orgUnitId, weight: 1n }))
      : poolLegs(campaign, rule.weights);
  let total = 0n;
  const cumulative = legs.map(({ weight }) => (total += weight));
  const { managementBp, feeCarrier } = rule;
  return { route, legs, plan: { routeId: route.id, managementBp, feeCarrier, cumulative } };
}

function asBooked({ id, managementBp, feeCarrier, cumulative }: RouteInBooks): SplitPlan {
  return { routeId: id, managementBp, feeCarrier, cumulative };
}

/** Adds up windows, city by city. */
class Sums {
  private readonly cities = new Map<string, SimulatedCity>();
  private readonly totals = { gifts: 0n, amount: 0n, paymentFees: 0n };
  private readonly before = { management: 0n, covered: 0n };
  private readonly after = { management: 0n, covered: 0n };

  constructor(private readonly batches: bigint) {}

  addGifts(sums: SplitSums | undefined): void {
    if (!sums) return;
    this.totals.gifts += sums.gifts;
    this.totals.amount += sums.amount;
    this.totals.paymentFees += sums.fees;
    this.after.management += sums.management;
    this.after.covered += sums.covered;
  }

  addFees({ management, covered }: { management: bigint; covered: bigint }): void {
    this.before.management += management;
    this.before.covered += covered;
  }

  addAfter({ source }: RouteInBooks, legs: readonly Leg[], sums: readonly SplitSums[]): void {
    sums.forEach(({ netUpTo, grossUpTo }, index) => {
      const net = netUpTo - (sums[index - 1]?.netUpTo ?? 0n);
      const gross = grossUpTo - (sums[index - 1]?.grossUpTo ?? 0n);
      add(this.city(legs[index]?.orgUnitId).after, source, net, gross - net);
    });
  }

  addBefore(
    { source, orgUnitIds }: RouteInBooks,
    booked: readonly { leg: bigint }[],
    gross: readonly SplitSums[],
  ): void {
    booked.forEach(({ leg }, index) => {
      const upTo = gross[index]?.grossUpTo;
      const whole = upTo === undefined ? leg : upTo - (gross[index - 1]?.grossUpTo ?? 0n);
      add(this.city(orgUnitIds[index]).before, source, leg, whole - leg);
    });
  }

  result(): SimulationResult {
    const { batches, totals, before, after } = this;
    const cities = [...this.cities.values()].sort((a, b) => (a.orgUnitId < b.orgUnitId ? -1 : 1));
    for (const side of ['before', 'after'] as const) {
      const received = cities.reduce((sum, city) => sum + city[side].direct + city[side].pool, 0n);
      const kept = this[side].management + this[side].covered;
      invariant(received + kept === totals.amount, `${side}: cities and fees sum to the gifts`);
    }
    return { batches, ...totals, before, after, cities };
  }

  private city(orgUnitId: string | undefined): SimulatedCity {
    invariant(orgUnitId, 'every leg has a fund');
    const known = this.cities.get(orgUnitId);
    if (known) return known;
    const nothing = (): CityShare => ({ direct: 0n, pool: 0n, deducted: 0n });
    const city = { orgUnitId, before: nothing(), after: nothing() };
    this.cities.set(orgUnitId, city);
    return city;
  }
}

function add(share: CityShare, source: RouteInBooks['source'], net: bigint, deducted: bigint): void {
  if (source === 'DIRECT') share.direct += net;
  else share.pool += net;
  share.deducted += deducted;
}

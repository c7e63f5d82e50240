import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from './installation.js';

/**
 * A second rule beside the seed's, in force from tomorrow on, drafted, simulated and approved by two people: so that
 * gifts of the first rule have somewhere else to go.
 */
export async function approveSecondRule(installation: Installation): Promise<{ from: string; to: string }> {
  const [maker, checker] = [await installation.signIn('maker'), await installation.signIn('checker')];
  const { cities } = await installation.campaign();
  const input = {
    method: 'TABLE',
    managementBp: 0,
    feeCarrier: 'FOUNDATION',
    effectiveFrom: new Date(Date.now() + 86_400_000).toISOString(),
    note: '示例：更正后的权重',
    cities: cities.map((regionCode, place) => ({ regionCode, weight: place === 0 ? 40 : 10 + place })),
  };
  const drafted = await maker.ask<{ result: { id: string } }>(
    `mutation D($input: AllocationRuleInput!) { result: draftAllocationRule(input: $input) { ... on AllocationRule { id } } }`,
    { input },
  );
  const { id } = drafted.result;
  await maker.ask(`mutation S($id: ID!) { simulateAllocationRule(id: $id, input: {}) { __typename } }`, { id });
  const question = `query Q($id: ID!) { allocationRule(id: $id) { simulation { state hash } } }`;
  for (const deadline = Date.now() + 30_000; ; await sleep(100)) {
    const { allocationRule } = await maker.ask<{
      allocationRule: { simulation: { state: string; hash: string | null } | null };
    }>(question, { id });
    const { simulation } = allocationRule;
    if (simulation?.state === 'DONE') {
      await checker.ask(
        `mutation A($id: ID!, $hash: String!) {
           approveAllocationRule(id: $id, simulationHash: $hash, reason: "已核对") { __typename } }`,
        { id, hash: simulation.hash },
      );
      break;
    }
    if (Date.now() > deadline) throw new Error('the second rule was not simulated in time');
  }
  const [first] = await installation.rows<{ id: string }>(`SELECT id FROM allocation_rule ORDER BY version LIMIT 1`);
  return { from: first?.id ?? '', to: id };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { payFast, pledge } from '../../apps/visitor/gift.js';
import { wishFor } from './gifts.js';
import type { Installation } from './installation.js';

/** A card whose money can be paid out at once. */
export const CARD_AT_ONCE = '4000000000000077';

export interface SeenRun {
  id: string;
  failure: string | null;
  providerNet: string;
  ledgerNet: string;
  inTransit: string;
  explained: string;
  unexplained: string;
  bankLedger: string;
  bankArrived: string;
  openProvider: number;
  openBank: number;
  found: number;
  resolved: number;
}

export interface SeenDifference {
  id: string;
  kind: string;
  state: string;
  gap: string;
  providerAmount: string | null;
  ledgerAmount: string | null;
  bankAmount: string | null;
  action: string;
  proposal: string;
  actionable: boolean;
  movementId: string | null;
  postingId: string | null;
  payoutId: string | null;
}

const RUN = `mutation { runReconciliation { running { id } lastRun { id } } }`;
const SEE = `query { reconciliation { running { id failure } equalSince open openAmount
  alarms { kind message } provider { balance lastEqual } ledger { balance } bank { balance lastEqual }
  lastRun { id failure providerNet ledgerNet inTransit explained unexplained bankLedger bankArrived openProvider openBank
    found resolved } } }`;
const DIFFERENCES = `query($states: [DifferenceState!]!) { differences(states: $states, first: 100) { edges { node {
  id kind state gap providerAmount ledgerAmount bankAmount action proposal actionable movementId postingId payoutId } } } }`;

export interface SeenReconciliation {
  running: { id: string; failure: string | null } | null;
  equalSince: string | null;
  open: number;
  openAmount: string;
  alarms: { kind: string; message: string }[];
  provider: { balance: string | null; lastEqual: string | null };
  ledger: { balance: string | null };
  bank: { balance: string | null; lastEqual: string | null };
  lastRun: SeenRun | null;
}

export async function seeReconciliation(client: GraphClient): Promise<SeenReconciliation> {
  return (await client.ask<{ reconciliation: SeenReconciliation }>(SEE)).reconciliation;
}

/** Asks for a comparison as staff do, and waits for its end. @throws Error when it does not come within 30 s */
export async function compare(client: GraphClient): Promise<SeenRun> {
  const asked = await client.ask<{
    runReconciliation: { running: { id: string } | null; lastRun: { id: string } | null };
  }>(RUN);
  const id = asked.runReconciliation.running?.id ?? asked.runReconciliation.lastRun?.id;
  for (const deadline = Date.now() + 30_000; ; await sleep(100)) {
    const { lastRun, running } = await seeReconciliation(client);
    if (lastRun?.id === id && lastRun !== null) return lastRun;
    if (Date.now() > deadline) throw new Error(`no comparison after 30 s: ${JSON.stringify({ lastRun, running })}`);
  }
}

export async function differences(client: GraphClient, ...states: string[]): Promise<SeenDifference[]> {
  const asked = { states: states.length > 0 ? states : ['OPEN', 'WRITE_OFF_PROPOSED'] };
  const seen = await client.ask<{ differences: { edges: { node: SeenDifference }[] } }>(DIFFERENCES, asked);
  return seen.differences.edges.map(({ node }) => node);
}

/** Gives to a campaign and waits until everything that follows is done; @returns the pledge's id */
export async function give(
  installation: Installation,
  campaign: { id: string },
  change: Parameters<typeof wishFor>[1] = {},
  card = CARD_AT_ONCE,
): Promise<string> {
  const wish = wishFor(campaign, change);
  await payFast(await pledge(installation.visitor(), wish), card);
  await installation.idle();
  return wish.id;
}

/** Uploads a statement of the bank and keeps it. */
export async function importStatement(client: GraphClient, text: string): Promise<Record<string, unknown>> {
  const key = await uploadStatement(client, text);
  const { importBankStatement } = await client.ask<{ importBankStatement: Record<string, unknown> }>(
    `mutation($key: String!) { importBankStatement(key: $key, fileName: "bank.csv") { __typename
      ... on BankStatement { id lines known from to opening closing }
      ... on StatementRejectedError { message faults { line message } } } }`,
    { key },
  );
  return importBankStatement;
}

export async function uploadStatement(client: GraphClient, text: string): Promise<string> {
  const response = await client.fetch('/uploads/statements', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: text,
  });
  if (!response.ok) throw new Error(`the upload answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { key: string }).key;
}

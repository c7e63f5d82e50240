import Stripe from 'stripe';
import { SystemIds } from '#kernel';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import type { Installation } from './installation.js';

const ids = new SystemIds();

/** Any member of an answer about a refund or a dispute. */
export interface ReturnAnswer {
  __typename: string;
  id: string;
  state: string;
  amount: string;
  code?: string;
  message?: string;
  left?: string;
}

const REFUND = `__typename
  ... on Refund { id state amount }
  ... on UserError { code message }
  ... on RefundTooLargeError { left }`;

/** Asks for money back as its giver does. */
export async function requestRefund(client: GraphClient, input: object): Promise<ReturnAnswer> {
  const { result } = await client.ask<{ result: ReturnAnswer }>(
    `mutation R($input: RequestRefundInput!) { result: requestRefund(input: $input) { ${REFUND} } }`,
    { input },
  );
  return result;
}

export interface ProposalWish {
  pledgeId: string;
  amount: string;
  id?: string;
}

export async function proposeRefund(maker: GraphClient, wish: ProposalWish): Promise<ReturnAnswer> {
  const said = { reasonCode: 'MISTAKE', reason: '示例：捐赠人来电说明', evidence: '示例：通话记录第 1 号' };
  const { result } = await maker.ask<{ result: ReturnAnswer }>(
    `mutation P($input: ProposeRefundInput!) { result: proposeRefund(input: $input) { ${REFUND} } }`,
    { input: { id: ids.next('refund'), ...said, ...wish } },
  );
  return result;
}

export async function approveRefund(checker: GraphClient, id: string, amount: string): Promise<ReturnAnswer> {
  const { result } = await checker.ask<{ result: ReturnAnswer }>(
    `mutation A($id: ID!, $amount: Fen!) { result: approveRefund(id: $id, amount: $amount, reason: "示例：已核对") { ${REFUND} } }`,
    { id, amount },
  );
  return result;
}

/** The provider's dashboard, as its owner would use it past us. */
export function dashboard({ sandboxUrl, env }: Installation): Stripe {
  const { hostname, port } = new URL(sandboxUrl);
  return new Stripe(env['STRIPE_SECRET_KEY'] ?? '', { host: hostname, port, protocol: 'http', maxNetworkRetries: 3 });
}

/** How a gift stands: its payment at the provider, its pledge, its papers. */
export async function standing(installation: Installation, pledgeId: string) {
  const [row] = await installation.rows<{
    state: string;
    returned: string;
    intent: string;
    charge: string;
    papers: string[];
  }>(
    `SELECT pledge.state, pledge.returned::text, attempt.payment_intent_id AS intent, attempt.charge_id AS charge,
            ARRAY(SELECT amount::text FROM receipt WHERE pledge_id = pledge.id ORDER BY revision) AS papers
     FROM pledge JOIN payment_attempt attempt ON attempt.pledge_id = pledge.id AND attempt.state = 'SUCCEEDED'
     WHERE pledge.id = $1`,
    [pledgeId],
  );
  if (!row) throw new Error(`the pledge ${pledgeId} is not paid`);
  return row;
}

/**
 * What the provider holds for us and what the books say it holds; equal at rest, and each line of the provider's
 * statement is behind exactly one posting.
 */
export async function providerAndBooks(installation: Installation): Promise<{ provider: bigint; books: bigint }> {
  let provider = 0n;
  for await (const line of dashboard(installation).balanceTransactions.list({ limit: 100 }))
    provider += BigInt(line.net);
  const [row] = await installation.rows<{ held: string }>(
    `SELECT coalesce(sum(debits - credits), 0)::text AS held FROM ledger_account
     JOIN ledger_balance ON account_id = id WHERE purpose = 'PROVIDER_BALANCE'`,
  );
  return { provider, books: BigInt(row?.held ?? '0') };
}

/** As a disbursement will: what a city was given directly is taken out of its fund. */
export async function spendFund(installation: Installation, campaignId: string, regionCode: string): Promise<void> {
  await installation.rows(
    `SELECT ledger_post_transfers(jsonb_build_array(jsonb_build_object(
       'id', 'spent:' || gen_random_uuid(), 'kind', 'DISBURSEMENT_REQUESTED', 'accounts', jsonb_build_array(fund.id, committed),
       'debits', jsonb_build_array(held, 0), 'credits', jsonb_build_array(0, held), 'parts', '[]'::jsonb,
       'occurred', 1780000000000)), now())
     FROM (SELECT account.id, campaign_id, org_unit_id, balance.credits - balance.debits AS held
           FROM ledger_account account JOIN ledger_balance balance ON account_id = account.id
           JOIN org_unit ON org_unit.id = org_unit_id AND org_unit.region_code = $2
           WHERE purpose = 'CITY_FUND' AND source = 'DIRECT' AND campaign_id = $1) fund,
          ledger_open_account(2026, '3102', 'CITY_COMMITTED', fund.campaign_id, fund.org_unit_id, 'DIRECT', 1) AS committed`,
    [campaignId, regionCode],
  );
}

import { Inject, Injectable } from '@nestjs/common';
import { Database, Prisma } from '#platform';
import type { GiftHistory, PostingAccountLine, PostingFacts, PostingLink, RouteFacts } from './explanations.types.js';
import {
  arrivalsOf,
  historyOf,
  placementsOf,
  type Arrival,
  type ChangeRow,
  type GiftRow,
  type StandingArrival,
} from './gift-history.js';

interface RouteRow extends Omit<RouteFacts, 'legs' | 'totalWeight'> {
  accountIds: number[];
  orgUnitIds: string[];
  cumulativeWeights: bigint[];
}

interface StandingRow {
  place: bigint;
  applied: bigint;
  paid: bigint;
  confirmed: bigint;
  givenBack: bigint;
}

interface FactsRow extends Omit<PostingFacts, 'lines' | 'route' | 'links'> {
  routeId: number | null;
  reverses: string | null;
  accounts: number[];
  debits: bigint[];
  credits: bigint[];
}

/** Reads what explains a gift to its giver, and any posting to those who work with the books. */
@Injectable()
export class ExplanationsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Everything the books say about these gifts; one that is not posted yet is absent. */
  async giftHistories(giftIds: readonly string[]): Promise<GiftHistory[]> {
    const [gifts, changes] = await Promise.all([this.gifts(giftIds), this.changes(giftIds)]);
    const routeIds = [...gifts, ...changes].flatMap(({ routeId }) => (routeId === null ? [] : [routeId]));
    const routes = await this.routes(routeIds);
    const read = gifts.map((gift) => {
      const own = changes.filter(({ giftId }) => giftId === gift.id);
      return { gift, own, placements: placementsOf(gift, own, routes) };
    });
    const arrivals = read.flatMap(({ placements }) =>
      placements.flatMap((placement) =>
        [...arrivalsOf(placement)].map(([leg, arrival]) => ({ placement, leg, arrival })),
      ),
    );
    const standings = await this.standings(arrivals.map(({ arrival }) => arrival));
    const found = new Map<object, Map<number, StandingArrival>>();
    arrivals.forEach(({ placement, leg }, k) => {
      const standing = standings[k];
      if (standing)
        found.set(placement, (found.get(placement) ?? new Map<number, StandingArrival>()).set(leg, standing));
    });
    return read.map(({ gift, own, placements }) =>
      historyOf(gift, own, placements, (placement, leg) => found.get(placement)?.get(leg)),
    );
  }

  /** One gift or transfer with its lines and all that belongs to it; null when it is not in the books. */
  async posting(id: string): Promise<PostingFacts | null> {
    const row = (await this.transferFacts(id)) ?? (await this.giftFacts(id));
    if (!row) return null;
    const { routeId, reverses, accounts, debits, credits, ...facts } = row;
    const [lines, routes, links] = await Promise.all([
      this.lines(accounts, debits, credits),
      this.routes(routeId === null ? [] : [routeId]),
      this.links(facts.id, facts.kind === 'GIFT' ? facts.id : facts.giftId, reverses, facts.document),
    ]);
    const route = routeId === null ? null : (routes.get(routeId) ?? null);
    return { ...facts, ruleId: facts.ruleId ?? route?.ruleId ?? null, lines, route, links };
  }

  /** The routes of these numbers, with the federation and the weight of each leg. */
  private async routes(ids: readonly number[]): Promise<Map<number, RouteFacts>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.reader.$queryRaw<RouteRow[]>`
      SELECT route.id, route.campaign_id AS "campaignId", route.rule_id AS "ruleId", route.source,
             route.management_bp AS "managementBp", route.fee_carrier AS "feeCarrier",
             route.leg_accounts AS "accountIds", route.cumulative_weights AS "cumulativeWeights",
             ARRAY(SELECT account.org_unit_id FROM unnest(route.leg_accounts) WITH ORDINALITY AS leg (id, k)
                   JOIN ledger_account account ON account.id = leg.id ORDER BY k) AS "orgUnitIds"
      FROM ledger_route route WHERE route.id = ANY (${[...new Set(ids)]}::int[])`;
    return new Map(
      rows.map(({ accountIds, orgUnitIds, cumulativeWeights, ...route }) => {
        const legs = accountIds.map((accountId, k) => ({
          accountId,
          orgUnitId: orgUnitIds[k] ?? '',
          weight: (cumulativeWeights[k] ?? 0n) - (cumulativeWeights[k - 1] ?? 0n),
        }));
        return [route.id, { ...route, legs, totalWeight: cumulativeWeights.at(-1) ?? 0n }];
      }),
    );
  }

  private async gifts(ids: readonly string[]): Promise<GiftRow[]> {
    return this.database.reader.$queryRaw<GiftRow[]>`
      SELECT gift.id, gift.batch_id AS "batchId", gift.ordinal, gift.route_id AS "routeId", gift.amount, gift.fee,
             ARRAY[gift.management, gift.covered] || gift.legs AS parts, batch.number AS "batchNumber",
             batch.first_position + gift.ordinal AS position, batch.recorded_at AS "recordedAt"
      FROM ledger_gift gift JOIN ledger_batch batch ON batch.id = gift.batch_id
      WHERE gift.id = ANY (${[...ids]}::text[])`;
  }

  private async changes(giftIds: readonly string[]): Promise<ChangeRow[]> {
    return this.database.reader.$queryRaw<ChangeRow[]>`
      SELECT change.id, change.gift_id AS "giftId", change.kind::text AS kind, change.batch_id AS "batchId", change.ordinal,
             change.route_id AS "routeId", change.parts, change.note, change.occurred_at AS "occurredAt",
             batch.number AS "batchNumber", batch.first_position + change.ordinal AS position,
             batch.recorded_at AS "recordedAt",
             (SELECT coalesce(sum(line.debit - line.credit), 0)::bigint
              FROM unnest(change.accounts, change.debits, change.credits) AS line (account, debit, credit)
              JOIN ledger_account account ON account.id = line.account
              WHERE account.purpose = 'POOL_CARRIED') AS "carriedByPool"
      FROM ledger_transfer change JOIN ledger_batch batch ON batch.id = change.batch_id
      WHERE change.gift_id = ANY (${[...giftIds]}::text[]) AND cardinality(change.parts) > 0
      ORDER BY batch.number, change.ordinal`;
  }

  /**
   * Where each arrival stands in its fund account: what arrived before it, less what of that was given back to givers or
   * allocated elsewhere, and without money that had only come back. Its exact place is looked for only while the
   * account's use ends near its batch; elsewhere the place of the batch gives the same answer.
   */
  private async standings(arrivals: readonly Arrival[]): Promise<StandingArrival[]> {
    if (arrivals.length === 0) return [];
    const accounts = arrivals.map(({ accountId }) => accountId);
    const batches = arrivals.map(({ batchId }) => batchId);
    const ordinals = arrivals.map(({ ordinal }) => ordinal);
    const rows = await this.database.reader.$queryRaw<StandingRow[]>`
      SELECT (entry.credits - entry.credit + coalesce(earlier.amount - corrected.amount, 0))::bigint AS place,
             used.applied, used.given_back AS "givenBack", reached.paid, reached.confirmed
      FROM unnest(${accounts}::int[], ${batches}::bigint[], ${ordinals}::int[])
             WITH ORDINALITY AS arrival (account_id, batch_id, ordinal, k)
      JOIN ledger_account account ON account.id = arrival.account_id
      JOIN ledger_entry entry ON entry.account_id = arrival.account_id AND entry.batch_id = arrival.batch_id
      JOIN ledger_batch batch ON batch.id = arrival.batch_id
      CROSS JOIN LATERAL (${USED}) used
      CROSS JOIN LATERAL (${REACHED}) reached
      CROSS JOIN LATERAL (
        SELECT used.applied + used.given_back > 0 AND entry.credits > reached.confirmed
               AND entry.credits - entry.credit - used.movable < used.applied + used.given_back AS close
      ) matters
      LEFT JOIN LATERAL (${EARLIER_IN_BATCH}) earlier ON matters.close
      LEFT JOIN LATERAL (${CORRECTIONS}) corrected ON matters.close
      ORDER BY arrival.k`;
    return rows.map(({ place, ...fund }) => ({ place, fund }));
  }

  private async giftFacts(id: string): Promise<FactsRow | undefined> {
    const [row] = await this.database.reader.$queryRaw<FactsRow[]>`
      SELECT gift.id, 'GIFT' AS kind, batch.number AS "batchNumber", batch.first_position + gift.ordinal AS position,
             gift.occurred_at AS "occurredAt", batch.recorded_at AS "recordedAt", gift.route_id AS "routeId",
             route.rule_id AS "ruleId", gift.id AS "giftId", NULL AS document, NULL AS note, NULL AS "proposedBy",
             NULL AS "approvedBy", NULL AS reverses,
             ARRAY[route.cash_account, route.income_account, route.cost_account, route.cash_account,
                   route.unallocated_account, route.management_account, route.covered_account] || route.leg_accounts AS accounts,
             ARRAY[gift.amount, 0, gift.fee, 0, gift.amount, 0, 0] || array_fill(0::bigint, ARRAY[cardinality(gift.legs)]) AS debits,
             ARRAY[0, gift.amount, 0, gift.fee, 0, gift.management, gift.covered] || gift.legs AS credits
      FROM ledger_gift gift
      JOIN ledger_route route ON route.id = gift.route_id
      JOIN ledger_batch batch ON batch.id = gift.batch_id
      WHERE gift.id = ${id}`;
    return row;
  }

  private async transferFacts(id: string): Promise<FactsRow | undefined> {
    const [row] = await this.database.reader.$queryRaw<FactsRow[]>`
      SELECT transfer.id, transfer.kind::text AS kind, batch.number AS "batchNumber",
             batch.first_position + transfer.ordinal AS position, transfer.occurred_at AS "occurredAt",
             batch.recorded_at AS "recordedAt", transfer.route_id AS "routeId", transfer.rule_id AS "ruleId",
             transfer.gift_id AS "giftId", transfer.document, transfer.note, transfer.proposed_by AS "proposedBy",
             transfer.approved_by AS "approvedBy", transfer.reverses, transfer.accounts, transfer.debits, transfer.credits
      FROM ledger_transfer transfer JOIN ledger_batch batch ON batch.id = transfer.batch_id
      WHERE transfer.id = ${id}`;
    return row;
  }

  private async lines(
    accounts: readonly (number | null)[],
    debits: readonly bigint[],
    credits: readonly bigint[],
  ): Promise<PostingAccountLine[]> {
    const ids = accounts.filter((account) => account !== null);
    const rows = await this.database.reader.ledgerAccount.findMany({
      where: { id: { in: ids } },
      select: { id: true, chartCode: true, purpose: true, campaignId: true, orgUnitId: true, source: true },
    });
    const facts = new Map(rows.map((row) => [row.id, row]));
    return accounts.flatMap((id, k) => {
      const account = id === null ? undefined : facts.get(id);
      const [debit, credit] = [debits[k] ?? 0n, credits[k] ?? 0n];
      return account && (debit > 0n || credit > 0n) ? [{ account, debit, credit }] : [];
    });
  }

  /** The gift, what changed it, what this takes back or is taken back by, and what has the same document. */
  private async links(
    id: string,
    giftId: string | null,
    reverses: string | null,
    document: string | null,
  ): Promise<PostingLink[]> {
    return this.database.reader.$queryRaw<PostingLink[]>`
      SELECT linked.id, linked.kind, linked.relation, batch.first_position + linked.ordinal AS position
      FROM (
        SELECT gift.id, 'GIFT' AS kind, CASE WHEN gift.id = ${reverses} THEN 'REVERSES' ELSE 'GIFT' END AS relation,
               gift.batch_id, gift.ordinal
        FROM ledger_gift gift WHERE gift.id = ${giftId} AND gift.id <> ${id}
        UNION ALL
        SELECT change.id, change.kind::text,
               CASE WHEN change.id = ${reverses} THEN 'REVERSES' WHEN change.reverses = ${id} THEN 'REVERSED_BY'
                    ELSE 'CHANGE' END, change.batch_id, change.ordinal
        FROM ledger_transfer change WHERE change.gift_id = ${giftId} AND change.id <> ${id}
        UNION ALL
        (SELECT other.id, other.kind::text, 'DOCUMENT', other.batch_id, other.ordinal
         FROM ledger_transfer other
         WHERE other.document = ${document} AND other.id <> ${id} AND other.gift_id IS DISTINCT FROM ${giftId}
         ORDER BY other.batch_id LIMIT 50)
      ) linked
      JOIN ledger_batch batch ON batch.id = linked.batch_id
      ORDER BY position`;
  }
}

/** How much of the account was applied for or given back, and how much the corrections below could come to. */
const USED = Prisma.sql`
  SELECT coalesce(sum(CASE WHEN flow.kind IN ('DISBURSEMENT_REQUESTED', 'IN_KIND_DISTRIBUTED') THEN flow.debits
                           WHEN flow.kind IN ('DISBURSEMENT_CANCELLED', 'DISBURSEMENT_BOUNCED', 'DISBURSEMENT_RETURNED')
                           THEN -flow.credits END), 0)::bigint AS applied,
         coalesce(sum(flow.debits) FILTER (WHERE flow.kind IN ('FUND_RETURNED_TO_POOL', 'MATCH_REVERSED')), 0)::bigint
           AS given_back,
         coalesce(sum(flow.debits + flow.credits), 0)::bigint AS movable
  FROM ledger_flow flow WHERE flow.account_id = account.id`;

/** What of it was paid and confirmed, from the accounts of the same dimensions that carry it then. */
const REACHED = Prisma.sql`
  SELECT coalesce(sum(balance.debits - balance.credits), 0)::bigint AS paid,
         coalesce(sum(balance.debits - balance.credits) FILTER (WHERE sibling.purpose = 'PROGRAMME_COST'), 0)::bigint
           AS confirmed
  FROM ledger_account sibling JOIN ledger_balance balance ON balance.account_id = sibling.id
  WHERE sibling.campaign_id = account.campaign_id AND sibling.purpose IN ('ADVANCE', 'PROGRAMME_COST')
    AND sibling.org_unit_id = account.org_unit_id AND sibling.source = account.source`;

/** Credits of the account before the arrival within its own batch. */
const EARLIER_IN_BATCH = Prisma.sql`
  SELECT coalesce((
           SELECT sum(gift.legs[array_position(route.leg_accounts, account.id)])
           FROM ledger_gift gift JOIN ledger_route route ON route.id = gift.route_id
           WHERE gift.batch_id = batch.id AND gift.route_id = ANY (batch.routes) AND gift.ordinal < arrival.ordinal
         ), 0) + coalesce((
           SELECT sum(line.credit)
           FROM ledger_transfer transfer, unnest(transfer.accounts, transfer.credits) AS line (account, credit)
           WHERE transfer.batch_id = batch.id AND transfer.ordinal < arrival.ordinal AND line.account = account.id
         ), 0) AS amount`;

/**
 * What of the credits before is no arrival that is still there: money that came back from an application, a failed
 * refund or a won chargeback, and what refunds and re-allocations took of lines that had arrived before.
 */
const CORRECTIONS = Prisma.sql`
  SELECT coalesce(sum(CASE WHEN transfer.kind NOT IN ('GIFT_REFUNDED', 'GIFT_CHARGED_BACK', 'ALLOCATION_REVERSED')
                       AND (moved.version, transfer.ordinal) < (entry.version, arrival.ordinal)
                  THEN line.credit ELSE 0 END
             + CASE WHEN (origin.version, origin.ordinal) < (entry.version, arrival.ordinal)
                    THEN line.debit - line.credit ELSE 0 END), 0) AS amount
  FROM ledger_entry moved
  JOIN ledger_transfer transfer ON transfer.batch_id = moved.batch_id
    AND transfer.kind IN ('GIFT_REFUNDED', 'REFUND_FAILED', 'GIFT_CHARGED_BACK', 'CHARGEBACK_WON',
                          'ALLOCATION_REVERSED', 'DISBURSEMENT_CANCELLED', 'DISBURSEMENT_BOUNCED', 'DISBURSEMENT_RETURNED')
  CROSS JOIN LATERAL unnest(transfer.accounts, transfer.debits, transfer.credits) AS line (account, debit, credit)
  LEFT JOIN LATERAL (
    SELECT arrived.version, posted.ordinal
    FROM (SELECT CASE WHEN transfer.kind IN ('CHARGEBACK_WON', 'REFUND_FAILED')
                      THEN (SELECT lost.reverses FROM ledger_transfer lost WHERE lost.id = transfer.reverses)
                      ELSE transfer.reverses END AS id) taken
    CROSS JOIN LATERAL (
      SELECT batch_id, ordinal FROM ledger_gift WHERE id = taken.id
      UNION ALL
      SELECT batch_id, ordinal FROM ledger_transfer WHERE id = taken.id
    ) posted
    JOIN ledger_entry arrived ON arrived.account_id = account.id AND arrived.batch_id = posted.batch_id
  ) origin ON true
  WHERE moved.account_id = account.id AND moved.gifts = 0 AND line.account = account.id`;

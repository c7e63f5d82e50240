import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import type { GiftPick, PickedGift } from './gift-moves.types.js';

/** Finds gifts by the rule that allocates them now, for looking at them again. */
@Injectable()
export class GiftPicksReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** In the order of their ids, `limit` at most. */
  async pick({ campaignId, ruleId, orgUnitId, from, until, ids, limit }: GiftPick): Promise<PickedGift[]> {
    return this.database.reader.$queryRaw<PickedGift[]>`
      SELECT gift.id, fund.org_unit_id AS "designatedTo"
      FROM ledger_gift gift
      JOIN ledger_route first_route ON first_route.id = gift.route_id
      LEFT JOIN ledger_account fund ON fund.id = first_route.leg_accounts[1] AND first_route.source = 'DIRECT'
      LEFT JOIN LATERAL (
        SELECT route_id FROM ledger_transfer
        WHERE gift_id = gift.id AND kind = 'GIFT_REALLOCATED' ORDER BY batch_id DESC, ordinal DESC LIMIT 1
      ) moved ON true
      JOIN ledger_route route ON route.id = coalesce(moved.route_id, gift.route_id)
      WHERE first_route.campaign_id = ${campaignId}
        AND (${ruleId}::text IS NULL OR route.rule_id = ${ruleId})
        AND (${orgUnitId}::text IS NULL OR fund.org_unit_id = ${orgUnitId})
        AND (${from}::timestamptz IS NULL OR gift.occurred_at >= ${from}::timestamptz)
        AND (${until}::timestamptz IS NULL OR gift.occurred_at < ${until}::timestamptz)
        AND (${ids === null}::boolean OR gift.id = ANY (${[...(ids ?? [])]}::text[]))
      ORDER BY gift.id LIMIT ${limit}`;
  }
}

import { UserError } from '#kernel';
import type { GiftMovesService } from '#ledger';
import type { Tx } from '#platform';

/** Nothing is left of the gift, or it stands as it should already. */
export class NothingToMoveError extends UserError {
  readonly typeName = 'NothingToMoveError';

  constructor(giftId: string) {
    super('nothing_to_move', { giftId });
  }
}

/** Allocates one gift anew, from wherever it stands, as an approved document does with many. */
export async function moveGift(
  moves: GiftMovesService,
  tx: Tx,
  { id, giftId, routeId, note = 'moved' }: { id: string; giftId: string; routeId: number; note?: string },
): Promise<void> {
  const { moves: planned } = await moves.plan(tx, [{ giftId, routeId }]);
  const [move] = planned;
  if (!move) throw new NothingToMoveError(giftId);
  const authority = {
    document: 'rea_test',
    ruleId: 'rul_1',
    note,
    proposedBy: 'usr_maker',
    approvedBy: 'usr_checker',
    occurredAt: new Date('2026-11-23T06:00:00Z'),
  };
  await moves.move(tx, [{ id, giftId, routeId, placementId: move.placementId }], authority);
}

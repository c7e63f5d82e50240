import { typeid } from 'typeid-js';

/** A new pledge id (TypeID, sortable by time); the api takes it as the idempotency key. */
export function newPledgeId(): string {
  return typeid('plg').toString();
}

/** A new team's id; sent again it is the same team. */
export function newTeamId(): string {
  return typeid('tem').toString();
}

/** A new refund's id; also decides where the odd fen of a part refund goes. */
export function newRefundId(): string {
  return typeid('rfd').toString();
}

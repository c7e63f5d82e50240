import { typeid } from 'typeid-js';

/** A new pledge id (TypeID, sortable by time); the api takes it as the idempotency key. */
export function newPledgeId(): string {
  return typeid('plg').toString();
}

/** A new refund's id; also decides where the odd fen of a part refund goes. */
export function newRefundId(): string {
  return typeid('rfd').toString();
}

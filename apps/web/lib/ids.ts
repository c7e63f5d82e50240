import { typeid } from 'typeid-js';

/** A new pledge id (TypeID, sortable by time); the api takes it as the idempotency key. */
export function newPledgeId(): string {
  return typeid('plg').toString();
}

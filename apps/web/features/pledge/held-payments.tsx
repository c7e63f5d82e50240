import { Notice } from '../../components/notice.js';
import type { Pledge } from './use-pledge.js';

/** Money of the giver's that does not count as this gift: what happened, and what happens next. */
export function HeldPayments({ pledge }: { pledge: Pledge }) {
  return pledge.heldPayments.map(({ state, message }, index) => (
    <Notice key={index} tone={state === 'RETURNED' ? 'arrived' : 'waiting'} title={message} />
  ));
}

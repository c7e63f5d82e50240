import { deposited, FUND, gift, matched, MATCHED, reserved, type Flow } from './flows.js';

/** Gifts whose matching goes back with them; a part of the table of flows, read as that is. */
export const MATCHED_FLOWS: readonly Flow[] = [
  {
    shows: ['GIFT_REFUNDED', 'MATCH_REVERSED'],
    what: 'a part refund of a matched gift: its matching goes back in the same proportion, floored to the fen',
    given: [gift, deposited, reserved, matched],
    before: { MATCH_POOL: 300n, [FUND]: 1000n, [MATCHED]: 200n },
    step: { giveBack: 333n },
    after: {
      PROVIDER_BALANCE: 661n,
      RESTRICTED_INCOME: 667n,
      UNALLOCATED: -667n,
      [FUND]: 667n,
      MATCH_POOL: 366n,
      [MATCHED]: 134n,
    },
  },
  {
    shows: ['GIFT_REFUNDED', 'MATCH_REVERSED'],
    what: 'the rest goes back too, and with it every fen of its matching',
    given: [gift, deposited, reserved, matched, { giveBack: 333n }],
    before: { MATCH_POOL: 366n, [MATCHED]: 134n },
    step: { giveBack: 667n },
    after: {
      PROVIDER_BALANCE: -6n,
      RESTRICTED_INCOME: 0n,
      UNALLOCATED: 0n,
      [FUND]: 0n,
      MATCH_POOL: 500n,
      [MATCHED]: 0n,
    },
  },
  {
    shows: ['GIFT_REFUNDED', 'MATCH_REVERSED'],
    what: 'a refund after the city has used the matching: the pool carries it',
    given: [gift, deposited, reserved, matched, { event: 'DISBURSEMENT_REQUESTED', amount: 150n, source: 'MATCH' }],
    before: { MATCH_POOL: 300n, [MATCHED]: 50n },
    step: { giveBack: 1000n },
    after: {
      PROVIDER_BALANCE: -6n,
      RESTRICTED_INCOME: 0n,
      UNALLOCATED: 0n,
      [FUND]: 0n,
      MATCH_POOL: 500n,
      [MATCHED]: 0n,
      POOL_CARRIED: -150n,
    },
  },
  {
    shows: ['REFUND_FAILED', 'MATCH_ALLOCATED'],
    what: 'and when that refund fails, gift and matching are as they were',
    given: [
      gift,
      deposited,
      reserved,
      matched,
      { event: 'DISBURSEMENT_REQUESTED', amount: 150n, source: 'MATCH' },
      { giveBack: 1000n },
    ],
    before: { MATCH_POOL: 500n, POOL_CARRIED: -150n },
    step: { failRefund: true },
    after: {
      PROVIDER_BALANCE: 994n,
      RESTRICTED_INCOME: 1000n,
      UNALLOCATED: -1000n,
      [FUND]: 1000n,
      MATCH_POOL: 300n,
      [MATCHED]: 50n,
      POOL_CARRIED: 0n,
    },
  },
];

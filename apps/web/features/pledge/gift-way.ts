/** The parts of a pledge that decide where on its way a gift is. */
export interface GiftOnItsWay {
  state: string;
  paidAt: string | null;
  allocation: { state: 'WAITING' | 'POSTED'; postedAt: string | null; lines: readonly { state: string }[] };
  receipt: { downloadUrl: string | null; mail: string } | null;
  refunds?: readonly { state: string }[];
}

export type StationName = 'paid' | 'allocated' | 'disbursed' | 'delivered';
export type StationStatus = 'done' | 'now' | 'later';

export interface Station {
  name: StationName;
  status: StationStatus;
  /** When it was reached, if it was. */
  at: string | null;
}

/** What the top of the page is about. */
export type Standing = 'paid' | 'returned' | 'disputed' | 'paying' | 'unpaid' | 'failed' | 'closed';

const RETURNED = new Set(['REFUNDED', 'CHARGED_BACK']);
const PAID = new Set(['PAID', 'PARTIALLY_REFUNDED']);
const CLOSED = new Set(['CANCELLED', 'EXPIRED']);

/** Sorts the pledge's states into what a donor needs to be told. */
export function standingOf({ state }: Pick<GiftOnItsWay, 'state'>): Standing {
  if (PAID.has(state)) return 'paid';
  if (RETURNED.has(state)) return 'returned';
  if (state === 'DISPUTED') return 'disputed';
  if (CLOSED.has(state)) return 'closed';
  if (state === 'FAILED') return 'failed';
  return state === 'PROCESSING' ? 'paying' : 'unpaid';
}

const PAID_OUT = new Set(['PAID', 'CONFIRMED', 'RETURNED']);
const DELIVERED = new Set(['CONFIRMED', 'RETURNED']);

/** Whether every line has come so far; what went back to its giver keeps no station waiting. */
function allAre({ lines }: GiftOnItsWay['allocation'], far: ReadonlySet<string>): boolean {
  return lines.some(({ state }) => state !== 'RETURNED') && lines.every(({ state }) => far.has(state));
}

/** The four stations. The first one not yet reached is the one the gift waits for. */
export function stationsOf(gift: GiftOnItsWay): Station[] {
  const { allocation } = gift;
  // Lines are paid and confirmed one by one, so the last two stations have no one time.
  const reached: [StationName, boolean, string | null][] = [
    ['paid', gift.paidAt !== null, gift.paidAt],
    ['allocated', allocation.state === 'POSTED', allocation.postedAt],
    ['disbursed', allAre(allocation, PAID_OUT), null],
    ['delivered', allAre(allocation, DELIVERED), null],
  ];
  const first = reached.findIndex(([, done]) => !done);
  const waitsFor = first < 0 ? reached.length : first;
  return reached.map(([name, , at], index) => ({
    name,
    at: index < waitsFor ? at : null,
    status: index < waitsFor ? 'done' : index === waitsFor ? 'now' : 'later',
  }));
}

/** Nothing more will change in the next minutes: the page may stop asking. */
export function isSettled(gift: GiftOnItsWay): boolean {
  const standing = standingOf(gift);
  if (gift.refunds?.some(({ state }) => state === 'APPROVED' || state === 'SENT')) return false;
  if (standing === 'closed' || standing === 'returned' || standing === 'disputed') return true;
  if (standing !== 'paid' || gift.allocation.state !== 'POSTED') return false;
  return gift.receipt !== null && gift.receipt.downloadUrl !== null && gift.receipt.mail !== 'WAITING';
}

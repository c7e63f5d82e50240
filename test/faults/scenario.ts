import { SeededIds } from '#kernel';
import type { GiftWish } from '../../apps/visitor/gift.js';
import { SeededRandom } from '../../apps/stripe-sandbox/state/seeded.random.js';
import { CARDS } from '../support/gifts.js';
import type { ExampleCampaign } from '../support/installation.js';

/** One try at paying: a card, and how the bank's question ends where it asks one; `leave` goes away at the question. */
export interface PaymentTry {
  card: string;
  authenticate: 'complete' | 'fail' | 'leave' | null;
}

/** What becomes of a gift after it was paid. */
export type Aftermath =
  /** Sent back by two people of staff, or in the provider's dashboard; the bank says yes, or no after all. */
  | { kind: 'refund'; by: 'staff' | 'dashboard'; amount: number; bank: 'yes' | 'no' }
  /** The giver's bank asks for the money, or only asks. */
  | { kind: 'dispute'; inquiry: boolean; outcome: 'won' | 'lost' | 'warning_closed' | 'open' };

/** What one giver is going to do, whatever happens around them. */
export interface PlannedGift {
  /** From 1, to name it in a report. */
  number: number;
  wish: GiftWish;
  tries: readonly PaymentTry[];
  /** Whether the last try takes the money. */
  pays: boolean;
  /** The provider closes the page before anybody paid. */
  pageCloses: boolean;
  /** How often the browser sends the same pledge again, in between. */
  resends: number;
  /** Whether the giver watches the page afterwards, as most do. */
  watches: boolean;
  aftermath: Aftermath | null;
  /** The document of its refund, where staff sends it back. */
  refundId: string;
}

const EMAIL_SHARE = 0.25;
const WATCHING_SHARE = 0.5;
const REFUNDED_SHARE = 0.1;
const DISPUTED_SHARE = 0.06;
const SMALLEST_GIFT_FEN = 100;
const LARGEST_GIFT_FEN = 50_000;

/** A card of its own for each try: one card that is declined again and again is locked out, as it should be. */
const OWN_DECLINED = 'a declined card of its own';

const pay = (card: string, authenticate: PaymentTry['authenticate'] = null): PaymentTry => ({ card, authenticate });

/** What givers do, each with how often. */
const COURSES: readonly { weight: number; tries: PaymentTry[]; pays?: boolean; pageCloses?: boolean }[] = [
  { weight: 54, tries: [pay(CARDS.good)] },
  { weight: 12, tries: [pay(OWN_DECLINED), pay(CARDS.good)] },
  { weight: 5, tries: [pay(OWN_DECLINED), pay(OWN_DECLINED), pay(CARDS.good)] },
  { weight: 10, tries: [pay(CARDS.challenged, 'complete')] },
  { weight: 3, tries: [pay(CARDS.challenged, 'fail')], pays: false },
  { weight: 2, tries: [pay(CARDS.processingError)], pays: false },
  { weight: 2, tries: [pay(CARDS.challengedThenDeclined, 'complete')], pays: false },
  { weight: 2, tries: [pay(CARDS.challenged, 'leave')], pays: false },
  { weight: 6, tries: [], pays: false },
  { weight: 4, tries: [pay(OWN_DECLINED)], pays: false, pageCloses: true },
];

/** All gifts of a run, drawn from its seed alone: the same seed plans the same gifts under the same ids. */
export function planGifts(seed: number, count: number, campaign: ExampleCampaign): PlannedGift[] {
  const random = SeededRandom.fromSeed(`gifts ${seed}`);
  const ids = new SeededIds(`faults ${seed}`);
  const courses = COURSES.flatMap((course) => Array.from({ length: course.weight }, () => course));
  return Array.from({ length: count }, (_, index) => {
    const { tries, pays = true, pageCloses = false } = picked(random, courses);
    const toCity = random.chance(0.5);
    const amount = SMALLEST_GIFT_FEN + random.below(LARGEST_GIFT_FEN);
    return {
      number: index + 1,
      wish: {
        id: ids.next('pledge'),
        campaignId: campaign.id,
        amount: String(amount),
        designation: toCity
          ? { kind: 'REGION', regionCode: picked(random, campaign.cities) }
          : { kind: 'PROVINCE_POOL' },
        teamId: random.chance(0.5) ? picked(random, campaign.teams) : null,
        email: random.chance(EMAIL_SHARE) ? `giver-${index + 1}@example.org` : null,
        planAcknowledged: true,
      },
      tries: tries.map((each) => (each.card === OWN_DECLINED ? { ...each, card: inventedCard(random) } : each)),
      pays,
      pageCloses,
      resends: random.chance(0.2) ? 1 + random.below(2) : 0,
      watches: random.chance(WATCHING_SHARE),
      aftermath: pays ? planAftermath(random, amount) : null,
      refundId: ids.next('refund'),
    };
  });
}

function planAftermath(random: SeededRandom, amount: number): Aftermath | null {
  if (random.chance(REFUNDED_SHARE)) {
    const part = random.chance(0.5) ? amount : 1 + random.below(amount);
    const by = random.chance(0.6) ? 'staff' : 'dashboard';
    return { kind: 'refund', by, amount: part, bank: random.chance(0.75) ? 'yes' : 'no' };
  }
  if (!random.chance(DISPUTED_SHARE)) return null;
  const inquiry = random.chance(0.3);
  const outcome = inquiry ? picked(random, ['warning_closed', 'open'] as const) : picked(random, DISPUTE_ENDS);
  return { kind: 'dispute', inquiry, outcome };
}

const DISPUTE_ENDS = ['won', 'lost', 'lost', 'open'] as const;

/** A number with a right check digit that is no test card: the sandbox takes it for a real one and declines it. */
function inventedCard(random: SeededRandom): string {
  const digits = [4, ...Array.from({ length: 14 }, () => random.below(10))];
  const doubled = digits.map((digit, place) => (place % 2 === 0 ? digit * 2 - (digit > 4 ? 9 : 0) : digit));
  const sum = doubled.reduce((all, digit) => all + digit, 0);
  return [...digits, (10 - (sum % 10)) % 10].join('');
}

/** One of several, drawn. @throws Error when there is none */
export function picked<T>(random: SeededRandom, members: readonly T[]): T {
  const member = members[random.below(members.length)];
  if (member === undefined) throw new Error('there is nothing to pick from');
  return member;
}

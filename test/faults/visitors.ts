import { setTimeout as sleep } from 'node:timers/promises';
import { GraphClient } from '../../apps/visitor/graph.client.js';
import { see } from '../../apps/visitor/gift.js';
import { createPledge } from '../support/gifts.js';
import type { Installation } from '../support/installation.js';
import { patiently } from './patience.js';
import type { PaymentTry, PlannedGift } from './scenario.js';

/** Refusals a giver answers by trying again with the same pledge. */
const PASSING = ['payment_unavailable'];
const PASSING_CODES = ['INTERNAL', 'RATE_LIMITED'];

/** A browser at an address of its own: from one address only so many pages are opened. */
class Giver extends GraphClient {
  private readonly address: string;

  constructor(url: string, number: number) {
    super(url);
    this.address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  }

  override fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('x-forwarded-for', this.address);
    return super.fetch(path, { ...init, headers });
  }
}

export interface PlayOptions {
  installation: Installation;
  gifts: readonly PlannedGift[];
  /** How many givers act at once. */
  givers: number;
  /** Closes a payment page at the provider. */
  closePage: (sessionId: string) => Promise<void>;
  /** Called once a gift was paid. */
  onPaid: (gift: PlannedGift, sessionId: string) => void;
  /** Awaited before each gift begins. */
  turn: () => Promise<void>;
}

/** Lets givers do what is planned for them, with the patience of people whose connection is bad. */
export async function play(options: PlayOptions): Promise<void> {
  const { installation, gifts, givers, turn } = options;
  const waiting = [...gifts];
  const giver = async (): Promise<void> => {
    for (let gift = waiting.shift(); gift; gift = waiting.shift()) {
      await turn();
      const client = new Giver(installation.url, gift.number);
      // As the page does: a gift goes out under a cookie that is here already, or a lost answer would lose the giver.
      await patiently('introduce a giver', () => client.ask('{ __typename }'));
      await give(options, client, gift);
    }
  };
  await Promise.all(Array.from({ length: Math.min(givers, gifts.length) }, giver));
}

async function give(
  { installation, closePage, onPaid }: PlayOptions,
  client: GraphClient,
  gift: PlannedGift,
): Promise<void> {
  const { wish, tries, resends, pageCloses, watches } = gift;
  const { url, state } = await pledgePatiently(client, gift);
  if (!url)
    throw new Error(`gift ${gift.number}: the pledge ${wish.id}, ${state}, was answered without a page to pay on`);
  const session = new URL(url).pathname.split('/').at(-1) ?? '';
  const again = async (): Promise<void> => {
    for (let times = 0; times < resends; times++) await pledgePatiently(client, gift);
  };
  await Promise.all([again(), payAll(installation, session, tries)]);
  if (gift.pays) onPaid(gift, session);
  if (pageCloses) await closePage(session);
  if (watches) await patiently(`look at ${wish.id}`, () => see(client, wish.id));
}

interface PledgeStanding {
  /** Null once nothing is left to pay. */
  url: string | null;
  state: string | undefined;
}

/**
 * Sends the pledge until it is answered, and says where to pay.
 * @throws Error for a refusal that does not pass
 */
async function pledgePatiently(client: GraphClient, { wish, number }: PlannedGift): Promise<PledgeStanding> {
  return patiently(`pledge ${wish.id} (gift ${number})`, async (giveUp) => {
    const { answer, error } = await createPledge(client, wish);
    // With an error beside it a part of the answer is missing, such as where to pay.
    if (answer?.__typename === 'Pledge' && !error) {
      return { url: answer.checkoutUrl ?? null, state: answer.state };
    }
    const told = JSON.stringify(error ?? answer);
    const passes = PASSING.includes(answer?.code ?? '') || PASSING_CODES.includes(String(error?.code));
    if (!passes) giveUp(`the pledge was refused: ${told}`);
    throw new Error(`not yet: ${told}`);
  });
}

async function payAll(installation: Installation, session: string, tries: readonly PaymentTry[]): Promise<void> {
  for (const { card, authenticate } of tries) {
    const answer = authenticate === 'leave' || authenticate === null ? {} : { authenticate };
    await installation.control('POST', '/pay', { session, card, ...answer });
    await sleep(20);
  }
}

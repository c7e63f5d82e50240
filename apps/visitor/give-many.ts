import { payFast, pledge, type GiftWish } from './gift.js';
import { GraphClient } from './graph.client.js';

const GOOD_CARD = '4242424242424242';

export interface GiveManyOptions {
  url: string;
  wishes: readonly GiftWish[];
  /** How many visitors give at once. */
  clients: number;
  /** Called after each gift has been paid. */
  onPaid?: (count: number) => void;
}

/** Gives all wishes, each pledged and paid, by `clients` visitors side by side; returns once the last is paid. */
export async function giveMany({ url, wishes, clients, onPaid }: GiveManyOptions): Promise<void> {
  const waiting = [...wishes];
  let paid = 0;
  const visitor = async (): Promise<void> => {
    const client = new GraphClient(url);
    for (let wish = waiting.shift(); wish; wish = waiting.shift()) {
      await payFast(await pledge(client, wish), GOOD_CARD);
      onPaid?.(++paid);
    }
  };
  await Promise.all(Array.from({ length: Math.min(clients, wishes.length) }, visitor));
}

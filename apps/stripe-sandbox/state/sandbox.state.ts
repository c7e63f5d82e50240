import { Collection } from './collection.js';
import { IdentifierMint } from './identifier.mint.js';
import { SeededRandom, type RandomState } from './seeded.random.js';
import type * as stored from './stored.objects.js';

export const STATE_FORMAT = 1;

type Records<T> = T extends Collection<infer R> ? R[] : never;
type CollectionName = keyof SandboxState['collections'];

/** The sandbox's whole memory as plain JSON. */
export interface StateSnapshot {
  format: typeof STATE_FORMAT;
  clockOffsetMs: number;
  random: Record<'objects' | 'requests' | 'faults', RandomState>;
  /** A kind of object that came after the file was written is not in it. */
  collections: { [Name in CollectionName]?: Records<SandboxState['collections'][Name]> };
  agenda: stored.AgendaEntry[];
  answers: stored.KeptAnswer[];
}

/**
 * The sandbox's memory. It holds objects and rules of none: what may follow what is decided in `payments/`.
 * Three separate streams of chance keep a run repeatable: polling draws request ids and faults draw lots, and neither
 * may change the ids of the objects.
 */
export class SandboxState {
  readonly collections = {
    intents: new Collection<stored.StoredIntent>(),
    setupIntents: new Collection<stored.StoredSetupIntent>(),
    intentNotes: new Collection<stored.IntentNote>(),
    sessions: new Collection<stored.StoredSession>(),
    checkoutPlans: new Collection<stored.CheckoutPlan>(),
    charges: new Collection<stored.StoredCharge>(),
    refunds: new Collection<stored.StoredRefund>(),
    disputes: new Collection<stored.StoredDispute>(),
    payouts: new Collection<stored.StoredPayout>(),
    settlements: new Collection<stored.Settlement>(),
    transactions: new Collection<stored.StoredTransaction>(),
    paymentMethods: new Collection<stored.StoredPaymentMethod>(),
    cards: new Collection<stored.CardOnFile>(),
    files: new Collection<stored.StoredFile>(),
    products: new Collection<stored.StoredProduct>(),
    prices: new Collection<stored.StoredPrice>(),
    customers: new Collection<stored.StoredCustomer>(),
    testClocks: new Collection<stored.StoredTestClock>(),
    subscriptions: new Collection<stored.StoredSubscription>(),
    trialNotices: new Collection<{ id: string }>(),
    invoices: new Collection<stored.StoredInvoice>(),
    invoiceItems: new Collection<stored.StoredInvoiceItem>(),
    invoicePayments: new Collection<stored.StoredInvoicePayment>(),
    portalSessions: new Collection<stored.StoredPortalSession>(),
    endpoints: new Collection<stored.StoredEndpoint>(),
    endpointSecrets: new Collection<stored.EndpointSecret>(),
    events: new Collection<stored.StoredEvent>(),
    deliveries: new Collection<stored.Delivery>(),
  };

  agenda: stored.AgendaEntry[] = [];
  answers = new Map<string, stored.KeptAnswer>();

  private streams: Record<'objects' | 'requests' | 'faults', SeededRandom>;
  private changeListener: () => void = () => undefined;
  ids: IdentifierMint;
  requestIds: IdentifierMint;

  constructor(seed: string) {
    this.streams = streamsOf(seed);
    this.ids = new IdentifierMint(this.streams.objects);
    this.requestIds = new IdentifierMint(this.streams.requests);
  }

  /** The stream that decides which deliveries a fault hits. */
  get faultRandom(): SeededRandom {
    return this.streams.faults;
  }

  /** Whoever keeps the state on disk asks to be told of changes here. */
  onChange(listener: () => void): void {
    this.changeListener = listener;
  }

  /** Says that something worth keeping has changed. */
  changed(): void {
    this.changeListener();
  }

  /** Forgets every object. Ids go on from where they were, unless a new seed is given. */
  reset(seed?: string): void {
    for (const collection of Object.values(this.collections)) collection.replace([]);
    this.agenda = [];
    this.answers.clear();
    if (seed !== undefined) this.useStreams(streamsOf(seed));
    this.changed();
  }

  snapshot(clockOffsetMs: number): StateSnapshot {
    const { objects, requests, faults } = this.streams;
    const collections = Object.fromEntries(
      Object.entries(this.collections).map(([name, collection]) => [name, collection.all()]),
    ) as StateSnapshot['collections'];
    return {
      format: STATE_FORMAT,
      clockOffsetMs,
      random: { objects: objects.state, requests: requests.state, faults: faults.state },
      collections,
      agenda: this.agenda,
      answers: [...this.answers.values()],
    };
  }

  restore(snapshot: StateSnapshot): void {
    for (const [name, collection] of Object.entries(this.collections)) {
      const records = snapshot.collections[name as CollectionName];
      (collection as Collection<{ id: string }>).replace(records ?? []);
    }
    this.agenda = snapshot.agenda;
    this.answers = new Map(snapshot.answers.map((answer) => [answer.key, answer]));
    this.useStreams({
      objects: SeededRandom.fromState(snapshot.random.objects),
      requests: SeededRandom.fromState(snapshot.random.requests),
      faults: SeededRandom.fromState(snapshot.random.faults),
    });
  }

  private useStreams(streams: Record<'objects' | 'requests' | 'faults', SeededRandom>): void {
    this.streams = streams;
    this.ids = new IdentifierMint(streams.objects);
    this.requestIds = new IdentifierMint(streams.requests);
  }
}

function streamsOf(seed: string): Record<'objects' | 'requests' | 'faults', SeededRandom> {
  return {
    objects: SeededRandom.fromSeed(`${seed}/objects`),
    requests: SeededRandom.fromSeed(`${seed}/requests`),
    faults: SeededRandom.fromSeed(`${seed}/faults`),
  };
}

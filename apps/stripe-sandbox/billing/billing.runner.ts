import type { Agenda } from '../state/agenda.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredTestClock } from '../state/stored.objects.js';
import { invalidRequest } from '../protocol/stripe.fault.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import type { BillingTime } from './billing.time.js';
import { subscriptionOf } from './invoice.description.js';
import type { InvoiceMachine } from './invoice.machine.js';
import type { SubscriptionMachine } from './subscription.machine.js';

/** A test clock is busy for a moment, as Stripe's is: whoever advances one must wait until it is ready. */
const ADVANCING_MS = 100;
const DAY = 86_400;
/** Stripe lets a test clock jump no further at once than two of the shortest periods; here it is two years. */
const FURTHEST_DAYS = 732;

interface Due {
  at: number;
  run: () => void;
}

/** Works off what subscriptions and invoices do by themselves, each at its moment, in the order of those. */
export class BillingRunner {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
    private readonly agenda: Agenda,
    private readonly time: BillingTime,
    private readonly parts: { subscriptions: SubscriptionMachine; invoices: InvoiceMachine },
  ) {}

  /** Looks when something is due next on the sandbox's own clock, and plans to be woken then. */
  plan(): void {
    const at = this.next(null)?.at;
    if (at === undefined) return;
    const dueAt = at * 1000;
    if (this.state.agenda.some((entry) => entry.kind === 'run_billing' && entry.dueAt <= dueAt)) return;
    this.agenda.plan({ dueAt, kind: 'run_billing', subject: 'all' });
  }

  /** Works off what has become due on the sandbox's own clock. */
  runDue(): void {
    const until = this.clock.nowSeconds();
    for (let due = this.next(null); due !== undefined && due.at <= until; due = this.next(null)) {
      this.time.at(due.at, due.run);
    }
    this.plan();
  }

  createClock(frozenTime: number, name: string | null, origin: EventOrigin): StoredTestClock {
    const created = this.clock.nowSeconds();
    const clock = this.state.collections.testClocks.add({
      id: this.state.ids.id('clock'),
      object: 'test_helpers.test_clock',
      created,
      deletes_after: created + 30 * DAY,
      frozen_time: frozenTime,
      livemode: false,
      name,
      status: 'ready',
      status_details: {},
    });
    this.events.emit('test_helpers.test_clock.created', clock, origin);
    return clock;
  }

  /** Sends a test clock on its way. Throws 400 backwards, too far, and while it is on its way already. */
  advance(clock: StoredTestClock, to: number, origin: EventOrigin): void {
    if (clock.status !== 'ready') throw invalidRequest('The test clock is advancing: wait until it is ready.');
    if (to <= clock.frozen_time || to > clock.frozen_time + FURTHEST_DAYS * DAY) {
      const message = `frozen_time must be later than ${clock.frozen_time}, and by ${FURTHEST_DAYS} days at most.`;
      throw invalidRequest(message, { param: 'frozen_time' });
    }
    clock.status = 'advancing';
    clock.status_details = { advancing: { target_frozen_time: to } };
    this.events.emit('test_helpers.test_clock.advancing', clock, origin);
    const dueAt = this.clock.nowMs() + ADVANCING_MS;
    this.agenda.plan({ dueAt, kind: 'advance_clock', subject: clock.id });
  }

  /** Lets a test clock arrive, with everything that was due on its way. */
  arrive(clockId: string): void {
    const clock = this.state.collections.testClocks.get(clockId);
    const target = clock?.status_details.advancing?.target_frozen_time;
    if (clock === undefined || target === undefined) return;
    for (let due = this.next(clockId); due !== undefined && due.at <= target; due = this.next(clockId)) {
      clock.frozen_time = Math.max(clock.frozen_time, due.at);
      due.run();
    }
    clock.frozen_time = target;
    clock.status = 'ready';
    clock.status_details = {};
    this.events.emit('test_helpers.test_clock.ready', clock, null);
  }

  /** Removes a test clock; what lives on it is canceled with it. */
  deleteClock(clock: StoredTestClock, origin: EventOrigin): void {
    for (const subscription of this.state.collections.subscriptions.all()) {
      const lives = this.parts.subscriptions.dueAt(subscription) !== undefined || subscription.status === 'paused';
      if (subscription.test_clock !== clock.id || !lives) continue;
      this.parts.subscriptions.cancel(subscription, 'cancellation_requested', {}, origin);
    }
    this.events.emit('test_helpers.test_clock.deleted', clock, origin);
    this.state.collections.testClocks.retain((each) => each.id !== clock.id);
  }

  private next(clock: string | null): Due | undefined {
    let first: Due | undefined;
    const consider = (at: number | undefined | null, run: () => void) => {
      if (at != null && (first === undefined || at < first.at)) first = { at, run };
    };
    for (const invoice of this.state.collections.invoices.all()) {
      if (invoice.test_clock !== clock) continue;
      const subscription = this.state.collections.subscriptions.get(subscriptionOf(invoice) ?? '');
      if (invoice.status === 'draft' && invoice.auto_advance === true) {
        consider(invoice.automatically_finalizes_at, () => {
          if (subscription === undefined) this.parts.invoices.finalize(invoice, null);
          else this.parts.subscriptions.collect(invoice, subscription, null);
        });
      }
      if (invoice.status === 'open' && subscription !== undefined) {
        consider(invoice.next_payment_attempt, () => {
          invoice.next_payment_attempt = null;
          this.parts.subscriptions.collect(invoice, subscription, null);
        });
      }
    }
    for (const subscription of this.state.collections.subscriptions.all()) {
      if (subscription.test_clock !== clock) continue;
      const at = this.parts.subscriptions.dueAt(subscription);
      if (at === undefined) continue;
      consider(at, () => {
        this.parts.subscriptions.run(subscription, at);
      });
    }
    return first;
  }
}

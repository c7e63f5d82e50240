import type { SandboxClock } from './sandbox.clock.js';
import type { SandboxState } from './sandbox.state.js';
import type { AgendaEntry } from './stored.objects.js';

type Handlers = Record<AgendaEntry['kind'], (subject: string) => void>;

/** A look every second is enough: what must be exact is checked again when an object is used. */
const TICK_MS = 1000;

/**
 * What happens by itself when its time has come: sessions expire, charges settle, funds become available.
 * Entries live in the state, so they survive a restart; they run in the order of their due time.
 */
export class Agenda {
  private timer: NodeJS.Timeout | undefined;
  private handlers: Handlers | undefined;

  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
  ) {}

  /** Connects the handlers and starts looking at the clock. */
  start(handlers: Handlers): void {
    this.handlers = handlers;
    this.timer = setInterval(() => {
      this.runDue();
    }, TICK_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Plans an entry; two with the same due time run in the order they were planned. */
  plan(entry: AgendaEntry): void {
    const entries = this.state.agenda;
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((entries[middle]?.dueAt ?? 0) <= entry.dueAt) low = middle + 1;
      else high = middle;
    }
    entries.splice(low, 0, entry);
  }

  /** Runs whatever is due; an entry whose object has moved on in the meantime does nothing. */
  runDue(): void {
    const entries = this.state.agenda;
    const now = this.clock.nowMs();
    let next = entries[0];
    while (next !== undefined && next.dueAt <= now) {
      entries.shift();
      this.handlers?.[next.kind](next.subject);
      this.state.changed();
      next = entries[0];
    }
  }
}

import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of one request or job carries, so that a gift can be followed from browser to receipt. */
export interface TraceContext {
  requestId?: string;
  pledgeId?: string;
  topic?: string;
}

const storage = new AsyncLocalStorage<TraceContext>();

/** Runs `work` under a context of its own. */
export function withTrace<T>(context: TraceContext, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...context }, work);
}

/** Adds to the context under way, e.g. the pledge once it is known. */
export function annotateTrace(context: TraceContext): void {
  Object.assign(storage.getStore() ?? {}, context);
}

/** The context under way; empty outside of requests and jobs. */
export function currentTrace(): TraceContext {
  return storage.getStore() ?? {};
}

import { useEffect, useRef } from 'react';
import { backoffDelayMs } from './poll-delay.js';

export type PollOutcome = 'again' | 'failed' | 'done';

export interface Polling {
  enabled: boolean;
  /** Milliseconds to wait before question `attempt` (from 0). */
  delayMs: (attempt: number) => number;
  /** Asks once; never rejects. */
  ask: () => Promise<PollOutcome>;
}

/** Asks again and again while the page is visible, backs off while answers fail, and stops at `done`. */
export function usePolling(polling: Polling): void {
  const latest = useRef(polling);
  useEffect(() => {
    latest.current = polling;
  });
  const { enabled } = polling;

  useEffect(() => {
    if (!enabled) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let attempt = 0;
    let failures = 0;
    let stopped = false;

    const schedule = (): void => {
      clearTimeout(timer);
      if (stopped || document.visibilityState === 'hidden') return;
      timer = setTimeout(() => void step(), failures > 0 ? backoffDelayMs(failures) : latest.current.delayMs(attempt));
    };
    const step = async (): Promise<void> => {
      const outcome = await latest.current.ask();
      if (stopped || outcome === 'done') return;
      attempt += 1;
      failures = outcome === 'failed' ? failures + 1 : 0;
      schedule();
    };

    schedule();
    document.addEventListener('visibilitychange', schedule);
    window.addEventListener('online', schedule);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', schedule);
      window.removeEventListener('online', schedule);
    };
  }, [enabled]);
}

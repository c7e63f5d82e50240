import { useEffect, useRef, useState } from 'react';
import { useClient, type AnyVariables, type TypedDocumentNode } from 'urql';
import { backoffDelayMs } from './poll-delay.js';

/** After the page stands; a stream is never in the way of what makes it stand. */
const FIRST_AFTER_MS = 800;

export interface Live<Data, Variables extends AnyVariables> {
  subscription: TypedDocumentNode<Data, Variables>;
  variables: Variables;
  /** Off: nothing is followed, e.g. once nothing will change any more. */
  enabled?: boolean;
  onData: (data: Data) => void;
}

/**
 * Follows a subscription while the page is visible: a hidden page holds no connection, and one that becomes visible is
 * told at once how things are. When a stream cannot be had or ends, it is tried again, less and less often.
 * @returns whether answers are coming; while they are not, ask as before (usePolling)
 */
export function useLive<Data, Variables extends AnyVariables>(live: Live<Data, Variables>): boolean {
  const client = useClient();
  const [isOpen, setIsOpen] = useState(false);
  const latest = useRef(live);
  useEffect(() => {
    latest.current = live;
  });
  const { enabled = true } = live;
  const asked = JSON.stringify(live.variables);

  useEffect(() => {
    if (!enabled) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop: (() => void) | undefined;
    let failures = 0;

    const open = (): void => {
      const { subscription, variables } = latest.current;
      const { unsubscribe } = client.subscription(subscription, variables).subscribe(({ data, error }) => {
        if (error) return tryAgain();
        if (data) {
          failures = 0;
          setIsOpen(true);
          latest.current.onData(data);
        }
      });
      stop = unsubscribe;
    };
    const close = (): void => {
      clearTimeout(timer);
      stop?.();
      stop = undefined;
      setIsOpen(false);
    };
    const tryAgain = (): void => {
      close();
      failures += 1;
      // Not all at once: a process that ends lets go of everybody in the same moment.
      schedule(backoffDelayMs(failures) * (0.5 + Math.random()));
    };
    const schedule = (milliseconds: number): void => {
      clearTimeout(timer);
      if (document.visibilityState !== 'hidden') timer = setTimeout(open, milliseconds);
    };
    const follow = (): void => {
      close();
      schedule(failures > 0 ? backoffDelayMs(failures) : 0);
    };

    schedule(FIRST_AFTER_MS);
    document.addEventListener('visibilitychange', follow);
    return () => {
      close();
      document.removeEventListener('visibilitychange', follow);
    };
  }, [client, enabled, asked]);
  return isOpen;
}

import { useSyncExternalStore } from 'react';

type Toaster = typeof import('./toaster.js');

let toaster: Toaster | null = null;
const listeners = new Set<() => void>();

async function load(): Promise<Toaster> {
  if (toaster === null) {
    toaster = await import('./toaster.js');
    for (const listener of listeners) listener();
  }
  return toaster;
}

/**
 * Tells in passing that something was done where the page itself does not show it: a copied link, a saved text.
 * What went wrong, and what has to be read, stays where it was asked for.
 */
export function toast(text: string): void {
  // What was done is done, even if the few kilobytes that would tell it cannot be had.
  void load().then(
    ({ say }) => say(text),
    () => undefined,
  );
}

/** Where toasts appear; nothing at all is loaded before the first of them. */
export function Toasts() {
  const loaded = useSyncExternalStore(
    subscribe,
    () => toaster,
    () => null,
  );
  return loaded ? <loaded.Toaster /> : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

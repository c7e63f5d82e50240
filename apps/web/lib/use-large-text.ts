import { useSyncExternalStore } from 'react';

/** Also read by public/large-text.js, before anything is painted. */
const KEY = 'yiqijuan.large-text';
const CLASS = 'large-text';

const listeners = new Set<() => void>();

function set(isLarge: boolean): void {
  document.documentElement.classList.toggle(CLASS, isLarge);
  try {
    if (isLarge) window.localStorage.setItem(KEY, '1');
    else window.localStorage.removeItem(KEY);
  } catch {
    // Nothing is kept in this browser; the page has it all the same.
  }
  for (const listener of listeners) listener();
}

/** Whether text is shown large, and how to change it. */
export function useLargeText(): [boolean, (isLarge: boolean) => void] {
  const isLarge = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => document.documentElement.classList.contains(CLASS),
    () => false,
  );
  return [isLarge, set];
}

/** Keeps public pages for when there is no network (public/sw.js), once the page has everything it needs itself. */
export function keepPagesForLater(): void {
  if (!('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    // A browser that keeps nothing, as in a private window, refuses; the pages work all the same.
    navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined);
  });
}

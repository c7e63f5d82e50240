/*
 * Keeps the last public pages a person saw, with the files they need, for when there is no network. It keeps nothing
 * that the server has not called public: no personal page, no answer of the api, nothing that was sent.
 */
const PAGES = 'pages-1';
const FILES = 'files-1';
const OFFLINE = '/offline.html';
const MOST_PAGES = 30;
const MOST_FILES = 120;
/** A network this slow is as good as none, where a kept page is at hand. */
const PATIENCE_MS = 6_000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(FILES)
      .then((files) => files.addAll([OFFLINE, '/favicon.svg']))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== PAGES && name !== FILES).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (url.pathname.startsWith('/assets/') || url.pathname === '/large-text.js') event.respondWith(file(event));
});

/** From the network; without one as it was seen last, else a page that says so. */
async function page(event) {
  const pages = await caches.open(PAGES);
  const fresh = fetch(event.request).then((response) => {
    if (mayBeKept(response)) event.waitUntil(keep(pages, event.request, response.clone(), MOST_PAGES));
    return response;
  });
  const kept = await pages.match(event.request, { ignoreVary: true });
  if (!kept) return fresh.catch(async () => (await caches.match(OFFLINE)) ?? Response.error());
  return Promise.race([fresh, after(PATIENCE_MS).then(() => kept)]).catch(() => kept);
}

/** Names of built files carry their content's hash: what is kept never goes stale. */
async function file(event) {
  const files = await caches.open(FILES);
  const kept = await files.match(event.request);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(keep(files, event.request, response.clone(), MOST_FILES));
  return response;
}

/** Only what the server calls the same for everybody. */
function mayBeKept(response) {
  return (
    response.status === 200 && !response.redirected && /\bpublic\b/.test(response.headers.get('cache-control') ?? '')
  );
}

async function keep(cache, request, response, most) {
  await cache.delete(request);
  await cache.put(request, response);
  const keys = await cache.keys();
  await Promise.all(
    keys
      .slice(0, Math.max(0, keys.length - most))
      .filter(({ url }) => !url.endsWith(OFFLINE))
      .map((key) => cache.delete(key)),
  );
}

function after(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

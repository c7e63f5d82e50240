/** What the front end keeps, for the length of a tab or on a device. Storage can be switched off, full or absent: then nothing is kept. */
export interface SessionStore {
  read: (key: string) => string | null;
  write: (key: string, value: string) => void;
  remove: (key: string) => void;
}

/** The browser's sessionStorage, made safe: private windows and embedded browsers throw on access. */
export const sessionStore: SessionStore = {
  read: (key) => quietly(() => window.sessionStorage.getItem(key)) ?? null,
  write: (key, value) => void quietly(() => window.sessionStorage.setItem(key, value)),
  remove: (key) => void quietly(() => window.sessionStorage.removeItem(key)),
};

/** The browser's localStorage, made safe alike: it outlives the tab, so nothing that names anybody goes there. */
export const deviceStore: SessionStore = {
  read: (key) => quietly(() => window.localStorage.getItem(key)) ?? null,
  write: (key, value) => void quietly(() => window.localStorage.setItem(key, value)),
  remove: (key) => void quietly(() => window.localStorage.removeItem(key)),
};

function quietly<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

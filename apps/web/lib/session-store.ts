/** What the front end keeps for the length of a tab. Storage can be switched off, full or absent: then nothing is kept. */
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

function quietly<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** A file as kept by the store. */
export interface StoredFile {
  bytes: Buffer;
  contentType: string;
}

/** Where papers and pictures are kept; keys are paths such as `receipts/2026/000041.pdf`. Writing again replaces. */
export abstract class FileStore {
  abstract put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Null when there is no such file. */
  abstract get(key: string): Promise<StoredFile | null>;
}

const KEY = /^[a-z0-9]+(?:[a-z0-9/_.-]*[a-z0-9])?$/;

/** Keys are made by us, but a slip must never leave the store's folder. */
export function isFileKey(key: string): boolean {
  return KEY.test(key) && !key.includes('..') && !key.includes('//');
}

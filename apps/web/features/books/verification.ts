/** What the page asks of the worker that verifies. */
export interface VerificationRequest {
  /** A chosen file, or null for the books as they are now. */
  books: File | null;
  heads: File[];
  receipts: File[];
  locale: 'zh-CN' | 'en';
}

/** What was found right. */
export interface VerifiedBooks {
  gifts: number;
  transfers: number;
  batches: number;
  accounts: number;
  /** Fen. */
  amount: string;
  hash: string;
  heads: number;
  receipts: number;
}

/** What the worker says. */
export type VerificationNews =
  | { kind: 'progress'; lines: number }
  | { kind: 'right'; books: VerifiedBooks }
  /** The first wrong row, in the person's language; what was expected and found follows on lines of its own. */
  | { kind: 'wrong'; text: string }
  /** The books could not be had: no network, or too many people ask. */
  | { kind: 'unreachable' };

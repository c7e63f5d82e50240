import { createHash } from 'node:crypto';
import type { Fen } from '#kernel';

/** What a gift's commitment is taken over. */
export interface Committed {
  salt: string;
  giftId: string;
  amount: Fen;
  /** As printed on the receipt; empty for an anonymous gift. */
  payer: string;
}

/**
 * The commitment of a gift (docs/books-format.md): it stands in the public books in place of the giver. Whoever has no
 * salt learns nothing from it; whoever has it proves that this gift, of this amount, was given under this name.
 * @returns SHA-256 in base64url
 */
export function commitmentOf({ salt, giftId, amount, payer }: Committed): string {
  const text = ['yiqijuan-gift/1', salt, giftId, amount, payer].join('\n');
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}

import { bytesToBase64url } from './base64url.js';
import { mustEqual, type Row } from './books.faults.js';
import { parsedFile } from './head-file.js';
import { RowFields } from './row.fields.js';
import { digestOf } from './sha256.js';

export const RECEIPT_FORMAT = 'yiqijuan-receipt/1';

/** What a donor's receipt says about the gift's row in the books. */
export interface ReceiptFile {
  format: typeof RECEIPT_FORMAT;
  giftId: string;
  /** Fen, decimal. */
  amount: string;
  /** As printed; empty for an anonymous gift. */
  payer: string;
  salt: string;
  commitment: string;
  /** Number of the batch that holds the gift. */
  batch: number;
  /** The last batch of the books when the receipt was issued, and its hash. */
  headBatch: number;
  headHash: string;
}

/** The commitment in a gift's row: it opens with the receipt's salt only. */
export function commitmentOf(gift: Pick<ReceiptFile, 'salt' | 'giftId' | 'amount' | 'payer'>): string {
  const { salt, giftId, amount, payer } = gift;
  return bytesToBase64url(digestOf(['yiqijuan-gift/1', salt, giftId, amount, payer].join('\n')));
}

/**
 * Reads a receipt and checks that its own commitment opens with its own salt.
 * @throws BooksFault when it is no receipt, or does not fit itself
 */
export function readReceiptFile(text: string): ReceiptFile {
  const row: Row = { kind: 'receipt', id: '', line: null };
  const fields = new RowFields(row, parsedFile(text, row), [
    'format',
    'giftId',
    'amount',
    'payer',
    'salt',
    'commitment',
    'batch',
    'headBatch',
    'headHash',
  ]);
  mustEqual(row, 'format', RECEIPT_FORMAT, fields.text('format'));
  const receipt: ReceiptFile = {
    format: RECEIPT_FORMAT,
    giftId: fields.word('giftId'),
    amount: fields.whole('amount').toString(),
    payer: fields.text('payer'),
    salt: fields.word('salt'),
    commitment: fields.word('commitment'),
    batch: fields.count('batch'),
    headBatch: fields.count('headBatch'),
    headHash: fields.hash('headHash'),
  };
  // A gift from before commitments has none; its id and amount are checked all the same.
  if (receipt.commitment !== '' || receipt.salt !== '') {
    mustEqual({ ...row, id: receipt.giftId }, 'commitment', commitmentOf(receipt), receipt.commitment);
  }
  return receipt;
}

import { Inject, Injectable } from '@nestjs/common';
import { Database, Vault, type Tx } from '#platform';
import type { Pledge } from '#pledges';
import type { Receipt } from './receipts.repository.js';

/** What only the giver's own papers say. */
export interface ReceiptSecrets {
  /** As printed; null for an anonymous gift, or once the person has been erased. */
  payer: string | null;
  /** Opens the commitment in the books; null once the person has been erased, and for gifts from before. */
  salt: string | null;
}

/** A receipt as a file for the verifier: yiqijuan-receipt/1 (docs/books-format.md). */
export interface ReceiptProof {
  format: 'yiqijuan-receipt/1';
  giftId: string;
  /** Fen. */
  amount: string;
  payer: string;
  salt: string;
  commitment: string;
  batch: number;
  headBatch: number;
  headHash: string;
}

/** Opens what is sealed of a receipt; every opening leaves a log row. */
@Injectable()
export class ReceiptSecretsReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  async open(receipt: Receipt, pledge: Pledge, actor: string, reason: string): Promise<ReceiptSecrets> {
    const { payerName, subjectId } = receipt;
    const { sealedSalt } = pledge;
    const why = { actor, reason };
    return this.database.transaction(async (tx) => ({
      payer:
        payerName && subjectId ? await this.vault.open(tx, subjectId, 'payerName', payerName, why) : pledge.displayName,
      salt: sealedSalt && subjectId ? await this.openSalt(tx, subjectId, sealedSalt, why) : pledge.salt,
    }));
  }

  private openSalt(
    tx: Tx,
    subjectId: string,
    sealed: NonNullable<Pledge['sealedSalt']>,
    why: { actor: string; reason: string },
  ): Promise<string | null> {
    return this.vault.open(tx, subjectId, 'salt', sealed, why);
  }

  /** The receipt for the verifier; null when it says nothing of the books, or the person has been erased. */
  async proof(receipt: Receipt, pledge: Pledge, actor: string): Promise<ReceiptProof | null> {
    const { books } = receipt.content;
    if (!books) return null;
    const { payer, salt } = await this.open(receipt, pledge, actor, `check file ${receipt.id}`);
    if (salt === null && books.commitment !== '') return null;
    return {
      format: 'yiqijuan-receipt/1',
      giftId: pledge.id,
      amount: pledge.amount.toString(),
      payer: payer ?? '',
      salt: salt ?? '',
      ...books,
    };
  }
}

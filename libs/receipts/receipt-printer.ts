import { Inject, Injectable } from '@nestjs/common';
import { invariant } from '#kernel';
import { FileStore, Mails, Settings, type Tx } from '#platform';
import { PledgeLinks, PledgesRepository, type Pledge } from '#pledges';
import { drawReceipt } from './receipt.document.js';
import { ReceiptSecretsReader } from './receipt-secrets.js';
import { letterOfReceipt, receiptLetter } from './receipt.letter.js';
import { ReceiptsRepository, type Receipt } from './receipts.repository.js';

/** A receipt whose paper has been drawn and kept. */
export interface PrintedReceipt {
  receipt: Receipt;
  pledge: Pledge;
  storageKey: string;
}

@Injectable()
export class ReceiptPrinter {
  constructor(
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
    @Inject(ReceiptSecretsReader) private readonly secrets: ReceiptSecretsReader,
    @Inject(Settings) private readonly settings: Settings,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(Mails) private readonly mails: Mails,
  ) {}

  /** Draws a receipt and keeps the file. Doing it again writes the same file. */
  async print(receiptId: string): Promise<PrintedReceipt> {
    const receipt = await this.receipts.find(receiptId);
    invariant(receipt, 'a receipt is kept before it is drawn');
    const pledge = await this.pledges.find(receipt.pledgeId);
    invariant(pledge, 'a receipt belongs to a pledge');
    const { content, checkCode } = receipt;
    const { payer, salt } = await this.secrets.open(receipt, pledge, 'worker:receipts', `draw ${receiptId}`);
    const bytes = await drawReceipt({
      content,
      payerName: payer,
      checkCode,
      traceUrl: this.links.page(pledge),
      salt,
      booksUrl: `${this.settings.publicUrl}/books`,
    });
    const storageKey = `receipts/${receipt.year}/${content.number}.pdf`;
    await this.files.put(storageKey, bytes, 'application/pdf');
    return { receipt, pledge, storageKey };
  }

  /** Records that the paper is there and queues its mail, where an address was given. */
  async deliver(tx: Tx, { receipt, pledge, storageKey }: PrintedReceipt, at: Date): Promise<void> {
    const mailId = pledge.email && pledge.subjectId ? letterOfReceipt(receipt.id) : null;
    await this.receipts.markRendered(tx, receipt.id, storageKey, at, mailId);
    if (!mailId || !pledge.email || !pledge.subjectId) return;
    const letter = receiptLetter(receipt.content, this.links.page(pledge), pledge.locale);
    await this.mails.enqueue(tx, {
      id: mailId,
      subjectId: pledge.subjectId,
      recipient: pledge.email,
      ...letter,
      attachmentKey: storageKey,
      attachmentName: `${receipt.content.number}.pdf`,
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { chinaYear, Clock, IdSource, invariant } from '#kernel';
import { Outbox, Settings, type Tx } from '#platform';
import { PledgesRepository, type Pledge } from '#pledges';
import { checkCodeOf, contentOf, receiptNumber, type ReceiptFacts } from './receipt.content.js';
import { ReceiptsRepository, type Receipt } from './receipts.repository.js';

/** What issuing a batch of receipts needs to know and does not change while it is under way. */
export type Surroundings = (pledge: Pledge) => Omit<ReceiptFacts, 'issuedAt'>;

@Injectable()
export class ReceiptIssuer {
  constructor(
    @Inject(Settings) private readonly settings: Settings,
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /** Numbers and keeps a receipt for each pledge that has none; asks for each to be drawn. */
  async issue(tx: Tx, pledgeIds: readonly string[], factsOf: Surroundings): Promise<void> {
    const issuedAt = this.clock.now();
    const year = chinaYear(issuedAt);
    const sorted = [...pledgeIds].sort();
    // The counter's lock comes first, so that two issuers cannot both find the same pledge without a receipt.
    const none = await this.receipts.takeNumbers(tx, year, 0);
    const known = await this.receipts.receiptedPledges(tx, sorted);
    const pledges = (await this.pledges.findMany(tx, sorted)).filter(({ id }) => !known.has(id));
    invariant(none > 0, 'receipt numbers begin with one');
    if (pledges.length === 0) return;
    pledges.sort((a, b) => (a.id < b.id ? -1 : 1));
    const first = await this.receipts.takeNumbers(tx, year, pledges.length);
    const receipts = pledges.map((pledge, index) =>
      this.receiptFor(pledge, factsOf(pledge), year, first + index, issuedAt),
    );
    await this.receipts.insertMany(tx, receipts);
    await this.outbox.publish(
      tx,
      'receipts-render',
      receipts.map(({ id }) => ({ key: id })),
    );
  }

  private receiptFor(
    pledge: Pledge,
    facts: Omit<ReceiptFacts, 'issuedAt'>,
    year: number,
    number: number,
    issuedAt: Date,
  ): Receipt {
    return {
      id: this.ids.next('receipt'),
      year,
      number,
      pledgeId: pledge.id,
      content: contentOf({ ...facts, issuedAt }, number),
      payerName: pledge.payerName,
      subjectId: pledge.subjectId,
      checkCode: checkCodeOf(receiptNumber(year, number), pledge.id, pledge.amount, this.settings.sessionSecret),
      issuedAt,
      renderedAt: null,
      storageKey: null,
      mailId: null,
    };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { chinaYear, Clock, IdSource, invariant } from '#kernel';
import { TransfersService } from '#ledger';
import { Outbox, Settings, type Tx } from '#platform';
import { PledgesRepository, type Pledge } from '#pledges';
import { checkCodeOf, contentOf, receiptNumber, type ReceiptFacts } from './receipt.content.js';
import { papersDue, type PaperPlan } from './receipt-papers.js';
import { ReceiptsRepository, type Receipt } from './receipts.repository.js';

/** What issuing a batch of receipts needs to know and does not change while it is under way. */
export type Surroundings = (pledge: Pledge) => Omit<ReceiptFacts, 'issuedAt' | 'amount' | 'reverses' | 'given'>;

@Injectable()
export class ReceiptIssuer {
  constructor(
    @Inject(Settings) private readonly settings: Settings,
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(TransfersService) private readonly transfers: TransfersService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /**
   * Brings the papers of gifts in line with what the books say is left of them, each paper with a number of its own;
   * asks for each to be drawn. The same again changes nothing.
   */
  async issue(tx: Tx, pledgeIds: readonly string[], factsOf: Surroundings): Promise<void> {
    const issuedAt = this.clock.now();
    const year = chinaYear(issuedAt);
    const sorted = [...pledgeIds].sort();
    // The counter's lock comes first: two issuers cannot both find the same pledge without a receipt, and what is left
    // of a gift is read after whatever was issued before was committed.
    const none = await this.receipts.takeNumbers(tx, year, 0);
    invariant(none > 0, 'receipt numbers begin with one');
    const papers = await this.receipts.papers(tx, sorted);
    const gifts = await this.transfers.returnsOf(tx, sorted);
    const due = sorted.flatMap((id) => {
      const gift = gifts.get(id);
      invariant(gift, 'a receipt is issued for a gift in the books');
      return papersDue(papers.get(id) ?? [], gift.amount - gift.returned).map((plan) => ({ id, plan }));
    });
    if (due.length === 0) return;
    const pledges = new Map((await this.pledges.findMany(tx, sorted)).map((pledge) => [pledge.id, pledge]));
    const first = await this.receipts.takeNumbers(tx, year, due.length);
    const receipts = due.map(({ id, plan }, index) => {
      const pledge = pledges.get(id);
      invariant(pledge, 'a gift in the books has a pledge');
      return this.receiptFor(pledge, plan, factsOf(pledge), { year, number: first + index, issuedAt });
    });
    await this.receipts.insertMany(tx, receipts);
    await this.outbox.publish(
      tx,
      'receipts-render',
      receipts.map(({ id }) => ({ key: id })),
    );
  }

  private receiptFor(
    pledge: Pledge,
    { revision, amount, reverses }: PaperPlan,
    facts: ReturnType<Surroundings>,
    { year, number, issuedAt }: { year: number; number: number; issuedAt: Date },
  ): Receipt {
    const paper = {
      amount,
      issuedAt,
      reverses: reverses?.content.number,
      given: reverses === null && amount !== pledge.amount ? pledge.amount : undefined,
    };
    return {
      id: this.ids.next('receipt'),
      year,
      number,
      pledgeId: pledge.id,
      revision,
      kind: reverses ? 'REVERSAL' : 'ISSUE',
      amount,
      reverses: reverses?.id ?? null,
      content: contentOf({ ...facts, ...paper }, number),
      payerName: pledge.payerName,
      subjectId: pledge.subjectId,
      checkCode: checkCodeOf(receiptNumber(year, number), pledge.id, amount, this.settings.sessionSecret),
      issuedAt,
      renderedAt: null,
      storageKey: null,
      mailId: null,
    };
  }
}

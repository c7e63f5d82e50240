import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { AllocationService, type Donation } from '#allocation';
import { LedgerReader } from '#ledger';
import { Logger, Outbox, Signals, type OutboxMessage, type Tx } from '#platform';
import type { DonationPaid } from '#pledges';
import { TeamsRepository } from '#teams';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'ledger-post', limit: 1000, seconds: 30 } as const;

type Message = OutboxMessage<DonationPaid>;

/** Posts whatever paid gifts wait, up to a thousand at a time, as one batch in one transaction. */
@Processor('ledger-post', PROCESSOR_OPTIONS)
export class PostGiftsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(AllocationService) private readonly allocation: AllocationService,
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    // Work that waits for the books to go on is left alone: trying it would only wear out its tries.
    if (await this.books.halted()) return;
    await this.drain.run<DonationPaid>(OPTIONS, async (lease) => {
      const { routes, unroutable } = await this.allocation.routesFor(
        lease.messages.map(({ payload }) => donationOf(payload)),
      );
      for (const message of lease.messages) {
        const reason = unroutable.get(message.key);
        if (reason) await this.drain.giveBack(OPTIONS.topic, lease, [message], reason);
      }
      const routable = lease.messages.filter(({ key }) => routes.has(key));
      await this.drain.finish(OPTIONS.topic, lease, routable, (tx, messages) => this.post(tx, messages, routes));
    });
  }

  private async post(tx: Tx, messages: readonly Message[], routes: ReadonlyMap<string, number>): Promise<void> {
    const donations = messages.map(({ payload }) => donationOf(payload));
    const { posted, conflicts } = await this.allocation.post(tx, donations, routes);
    // Rolls the batch back; tried one by one, only the gifts in conflict fail again, and wait for a person.
    if (conflicts.length > 0) throw new ConflictingGifts(conflicts);
    const fresh = new Set(posted);
    const gifts = messages.map(({ payload }) => payload).filter(({ pledgeId }) => fresh.has(pledgeId));
    await this.teams.addGifts(
      tx,
      gifts.flatMap(({ teamId, amount }) => (teamId ? [{ teamId, amount: BigInt(amount) }] : [])),
    );
    await this.outbox.publish(
      tx,
      'receipts-issue',
      gifts.map(({ pledgeId, campaignId }) => ({ key: pledgeId, payload: { campaignId } })),
    );
    const touched = [...new Set(gifts.map(({ campaignId }) => campaignId))];
    await this.signals.send(tx, [
      ...touched.map((id) => ({ kind: 'campaign', id }) as const),
      ...gifts.map(({ pledgeId }) => ({ kind: 'pledge', id: pledgeId }) as const),
    ]);
    this.logger.info({ gifts: gifts.length, pledgeIds: posted.slice(0, 20) }, 'gifts posted');
  }
}

/** A gift is in the books with other content than what is to be posted now. */
class ConflictingGifts extends Error {
  override readonly name = 'ConflictingGifts';

  constructor(ids: readonly string[]) {
    super(`already in the books with other content: ${ids.join(', ')}`);
  }
}

function donationOf({ pledgeId, amount, fee, paidAt, commitment = '', ...given }: DonationPaid): Donation {
  const { campaignId, regionCode } = given;
  return {
    id: pledgeId,
    campaignId,
    regionCode,
    amount: BigInt(amount),
    fee: BigInt(fee),
    paidAt: new Date(paidAt),
    commitment,
  };
}

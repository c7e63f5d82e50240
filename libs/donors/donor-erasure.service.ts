import { Inject, Injectable } from '@nestjs/common';
import { DonorAccounts, type DonorAccount } from '#identity';
import { MonthlyGiftsRepository, MonthlyGiftsService, type MonthlyGift } from '#monthly-gifts';
import { NewsSubscriptions } from '#news';
import { Database, Outbox, Signals, Vault, type Tx } from '#platform';
import { PledgesRepository } from '#pledges';
import { ReceiptsRepository } from '#receipts';
import { MonthlyGiftsGoOnError } from './donors.errors.js';

const PAGE = 500;

/**
 * Deletes an account and everything personal that was given in it or under its address. The books, the receipts'
 * numbers and what the law has us keep stay, as rows that name nobody.
 */
@Injectable()
export class DonorErasure {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
    @Inject(MonthlyGiftsRepository) private readonly monthlyGifts: MonthlyGiftsRepository,
    @Inject(MonthlyGiftsService) private readonly monthly: MonthlyGiftsService,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(NewsSubscriptions) private readonly news: NewsSubscriptions,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Signals) private readonly signals: Signals,
  ) {}

  /**
   * Monthly gifts stop first, each in a transaction of its own: should the rest fail, nobody is charged again.
   * @param stopMonthlyGifts the donor has confirmed that they stop
   * @throws MonthlyGiftsGoOnError when some go on and that was not confirmed
   */
  async erase(account: DonorAccount, stopMonthlyGifts: boolean): Promise<void> {
    const subjectIds = await this.accounts.subjectsOf(account);
    const going = (await this.monthlyGifts.ofGiver({ subjectIds })).filter(goesOn);
    if (going.length > 0 && !stopMonthlyGifts) throw new MonthlyGiftsGoOnError(going.length);
    for (const { id, actorHash } of going) await this.monthly.stop(id, `giver:${actorHash.slice(0, 8)}`, null);
    await this.database.transaction(async (tx) => {
      // Read again: a gift may have been made meanwhile.
      const all = [...new Set([...subjectIds, ...(await this.accounts.subjectsOf(account))])];
      await this.eraseGifts(tx, all);
      await this.monthlyGifts.withdrawNames(tx, all);
      await this.news.forgetSubjects(tx, all);
      await this.vault.erase(tx, all);
      await this.accounts.remove(tx, account.userId);
    });
  }

  private async eraseGifts(tx: Tx, subjectIds: string[]): Promise<void> {
    for (let after: { createdAt: Date; id: string } | null = null; ;) {
      const gifts = await this.pledges.ofGiver({ subjectIds }, after, PAGE);
      const ids = gifts.map(({ id }) => id);
      const honours = await this.pledges.honoursOf(ids);
      await this.pledges.withdrawWords(tx, ids);
      const campaigns = [...new Set(gifts.map(({ campaignId }) => campaignId))];
      await this.signals.send(
        tx,
        campaigns.map((id) => ({ kind: 'campaign', id })),
      );
      await this.vault.erase(
        tx,
        honours.map(({ subjectId }) => subjectId),
      );
      // The papers that lie in the store still say the name: they are drawn again, from the content without one.
      const papers = await this.receipts.ofPledges(ids);
      await this.outbox.publish(
        tx,
        'receipts-render',
        papers.map(({ id }) => ({ key: id })),
      );
      const last = gifts.at(-1);
      if (gifts.length < PAGE || !last) return;
      after = { createdAt: last.createdAt, id: last.id };
    }
  }
}

function goesOn({ state }: MonthlyGift): boolean {
  return state !== 'ENDED';
}

import { Inject, Injectable } from '@nestjs/common';
import { DonorAccounts, type DonorAccount } from '#identity';
import { Clock } from '#kernel';
import { MonthlyGiftsRepository } from '#monthly-gifts';
import { NewsSubscriptions } from '#news';
import { Database, Vault, type AccessReason, type Sealed, type Tx } from '#platform';
import { PledgesRepository, type GiftHonour, type Pledge } from '#pledges';
import { ReceiptsRepository } from '#receipts';

const PAGE = 200;

/** What we hold of one donor, in the open, for the donor alone (个人信息保护法 45: the right to a copy). */
@Injectable()
export class DonorExport {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(MonthlyGiftsRepository) private readonly monthlyGifts: MonthlyGiftsRepository,
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(NewsSubscriptions) private readonly news: NewsSubscriptions,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** JSON: sums in fen as text, instants in UTC. Every sealed value that is opened for it is logged. */
  async of(account: DonorAccount): Promise<object> {
    const why = { actor: `donor:${account.userId}`, reason: 'export' };
    const subjectIds = await this.accounts.subjectsOf(account);
    const gifts = await this.allGifts(subjectIds);
    const ids = gifts.map(({ id }) => id);
    const [papers, honours] = await Promise.all([this.receipts.ofPledges(ids), this.pledges.honoursOf(ids)]);
    const opened = await this.database.transaction(async (tx) => {
      const rows: object[] = [];
      for (const gift of gifts) {
        const honour = honours.find(({ pledgeId }) => pledgeId === gift.id) ?? null;
        rows.push({ ...(await this.giftRow(tx, gift, why)), honour: await this.honourRow(tx, honour, why) });
      }
      return rows;
    });
    return {
      format: 'yiqijuan-donor/1',
      exportedAt: this.clock.now().toISOString(),
      account: { contact: await this.accounts.contactOf(account, why), createdAt: account.createdAt.toISOString() },
      gifts: opened,
      receipts: papers.map(({ pledgeId, content, kind, amount, issuedAt }) => ({
        giftId: pledgeId,
        number: content.number,
        kind,
        amount: amount.toString(),
        issuedAt: issuedAt.toISOString(),
      })),
      news: (await this.news.ofSubjects(subjectIds)).map(({ topicKind, topicId, createdAt, confirmedAt }) => ({
        topicKind,
        topicId,
        askedAt: createdAt.toISOString(),
        confirmedAt: confirmedAt?.toISOString() ?? null,
      })),
      monthlyGifts: (await this.monthlyGifts.ofGiver({ subjectIds })).map((gift) => ({
        id: gift.id,
        campaignId: gift.campaignId,
        amount: gift.amount.toString(),
        day: gift.day,
        state: gift.state,
        card: gift.cardLast4 === null ? null : `${gift.cardBrand ?? ''} ${gift.cardLast4}`,
        createdAt: gift.createdAt.toISOString(),
        endedAt: gift.endedAt?.toISOString() ?? null,
      })),
    };
  }

  private async allGifts(subjectIds: readonly string[]): Promise<Pledge[]> {
    const gifts: Pledge[] = [];
    for (let last: Pledge | undefined; ;) {
      const after = last ? { createdAt: last.createdAt, id: last.id } : null;
      const page = await this.pledges.ofGiver({ subjectIds }, after, PAGE);
      gifts.push(...page);
      if (page.length < PAGE) return gifts;
      last = page.at(-1);
    }
  }

  private async giftRow(tx: Tx, gift: Pledge, why: AccessReason) {
    const { id, campaignId, teamId, designation, regionCode, displayName, message, creditCode, state, locale } = gift;
    const said = { id, campaignId, teamId, designation, regionCode, displayName, message, creditCode, state, locale };
    return {
      ...said,
      amount: gift.amount.toString(),
      returned: gift.returned.toString(),
      email: await this.opened(tx, gift.subjectId, 'email', gift.email, why),
      payerName: await this.opened(tx, gift.subjectId, 'payerName', gift.payerName, why),
      createdAt: gift.createdAt.toISOString(),
      paidAt: gift.paidAt?.toISOString() ?? null,
    };
  }

  private async honourRow(tx: Tx, honour: GiftHonour | null, why: AccessReason) {
    if (honour === null) return null;
    const { kind, subjectId, honouree, shownName, email } = honour;
    return {
      kind,
      shown: shownName !== null,
      name: await this.opened(tx, subjectId, 'honouree', honouree, why),
      cardTo: await this.opened(tx, subjectId, 'email', email, why),
    };
  }

  private async opened(tx: Tx, subject: string | null, field: string, sealed: Sealed | null, why: AccessReason) {
    return subject && sealed ? this.vault.open(tx, subject, field, sealed, why) : null;
  }
}

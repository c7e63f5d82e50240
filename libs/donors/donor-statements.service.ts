import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '#campaigns';
import type { DonorAccount } from '#identity';
import { DonorAccounts } from '#identity';
import { chinaDay, Clock, startOfDay } from '#kernel';
import { OrganizationsRepository } from '#organizations';
import { PledgesRepository } from '#pledges';
import { drawStatement, ReceiptsRepository, standingOf } from '#receipts';

/** A year of one donor on paper. */
@Injectable()
export class DonorStatements {
  constructor(
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The statement of a year on China's calendar: every gift paid in it, what went back of it, and its receipt.
   * @returns the PDF's bytes, or null when nothing was paid in that year
   */
  async draw(account: DonorAccount, year: number): Promise<Buffer | null> {
    const subjects = await this.accounts.subjectsOf(account);
    const [from, until] = [startOfDay(`${year}-01-01`), startOfDay(`${year + 1}-01-01`)];
    const gifts = await this.pledges.paidBetween(subjects, from, until);
    if (gifts.length === 0) return null;
    const papers = await this.receipts.ofPledges(gifts.map(({ id }) => id));
    const campaigns = await this.campaigns.findMany([...new Set(gifts.map(({ campaignId }) => campaignId))]);
    const federations = await this.organizations.cityFederations();
    const why = { actor: `donor:${account.userId}`, reason: `statement ${year}` };
    return drawStatement({
      year,
      issuedOn: chinaDay(this.clock.now()),
      contact: (await this.accounts.contactOf(account, why)) ?? '—',
      payees: [...new Set(campaigns.map(({ charity }) => charity.name))],
      lines: gifts.map((gift) => ({
        paidOn: chinaDay(gift.paidAt ?? from),
        project: campaigns.find(({ id }) => id === gift.campaignId)?.title ?? '—',
        designation: federations.find(({ region }) => region.code === gift.regionCode)?.name ?? '全省统筹',
        receipt: standingOf(papers.filter(({ pledgeId }) => pledgeId === gift.id))?.content.number ?? '—',
        amount: gift.amount,
        returned: gift.returned,
      })),
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { DonorAccounts, type DonorAccount } from '#identity';
import { MonthlyGiftsRepository, type MonthlyGift } from '#monthly-gifts';
import { PledgesRepository, type GivenYear, type Pledge, type Whose } from '#pledges';

/** One giver: whoever is signed in, else whoever uses this browser. */
export interface DonorGifts {
  account: DonorAccount | null;
  whose: Whose;
}

/** What one giver has given, however they are known. */
@Injectable()
export class DonorsService {
  constructor(
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(MonthlyGiftsRepository) private readonly monthlyGifts: MonthlyGiftsRepository,
  ) {}

  /** @param userId the signed-in donor, or null for the guest of a browser */
  async of(userId: string | null, visitorHash: string): Promise<DonorGifts> {
    if (userId === null) return { account: null, whose: { actorHash: visitorHash } };
    const account = await this.accounts.open(userId, null);
    return { account, whose: { subjectIds: await this.accounts.subjectsOf(account) } };
  }

  /** Newest first, behind `after`. */
  gifts({ whose }: DonorGifts, after: { createdAt: Date; id: string } | null, limit: number): Promise<Pledge[]> {
    return this.pledges.ofGiver(whose, after, limit);
  }

  /** By China's year, newest first. */
  years({ whose }: DonorGifts): Promise<GivenYear[]> {
    return this.pledges.yearsOf(whose);
  }

  /** Newest first. */
  monthly({ whose }: DonorGifts): Promise<MonthlyGift[]> {
    return this.monthlyGifts.ofGiver(whose);
  }
}

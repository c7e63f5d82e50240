import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '#campaigns';
import { invariant } from '#kernel';
import { BooksExportReader, LedgerReader, type BooksState } from '#ledger';
import { OrganizationsRepository } from '#organizations';
import type { Tx } from '#platform';
import type { Pledge } from '#pledges';
import type { BooksPlace } from './receipt.content.js';
import { ReceiptIssuer } from './receipt-issuer.js';

const POOL_NAME = '全省统筹';

/** What a receipt says of a gift, gathered from those who know it. */
@Injectable()
export class ReceiptsService {
  constructor(
    @Inject(ReceiptIssuer) private readonly issuer: ReceiptIssuer,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(LedgerReader) private readonly ledger: LedgerReader,
    @Inject(BooksExportReader) private readonly books: BooksExportReader,
  ) {}

  /** Issues the papers that posted gifts lack: a first one, or reversal and new one after money went back. */
  async issue(tx: Tx, pledges: readonly { pledgeId: string; campaignId: string }[]): Promise<void> {
    const campaigns = await this.campaigns.findMany([...new Set(pledges.map(({ campaignId }) => campaignId))]);
    const federations = await this.organizations.cityFederations();
    const postings = await this.ledger.postings(pledges.map(({ pledgeId }) => pledgeId));
    const batches = new Map(postings.map(({ giftId, batchNumber }) => [giftId, batchNumber]));
    // After the gifts were found in the books, so that the head includes them.
    const head = await this.books.state();
    await this.issuer.issue(
      tx,
      pledges.map(({ pledgeId }) => pledgeId),
      (pledge) => {
        const campaign = campaigns.find(({ id }) => id === pledge.campaignId);
        invariant(campaign && pledge.paidAt, 'a receipt is issued for a paid gift to a campaign');
        const batch = batches.get(pledge.id);
        return {
          pledgeId: pledge.id,
          paidAt: pledge.paidAt,
          campaignTitle: campaign.title,
          filingNumber: campaign.filingNumber,
          charity: campaign.charity,
          designation: federations.find(({ region }) => region.code === pledge.regionCode)?.name ?? POOL_NAME,
          creditCode: pledge.creditCode,
          anonymous: pledge.payerName === null && pledge.displayName === null,
          books: batch === undefined ? undefined : placeOf(pledge, batch, head),
        };
      },
    );
  }
}

function placeOf({ commitment }: Pledge, batch: bigint, { batches, hash }: BooksState): BooksPlace {
  return { batch: Number(batch), headBatch: Number(batches), headHash: hash, commitment };
}

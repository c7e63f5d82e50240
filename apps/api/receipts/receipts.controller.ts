import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { RequestError } from '#kernel';
import { FileStore } from '#platform';
import { PledgeLinks, PledgesService } from '#pledges';
import { newestOf, ReceiptSecretsReader, ReceiptsRepository, type Receipt } from '#receipts';

/** Papers to download, for whoever holds the signed link. */
@Controller('receipts')
export class ReceiptsController {
  constructor(
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(ReceiptSecretsReader) private readonly secrets: ReceiptSecretsReader,
  ) {}

  /** One paper of a gift, by its number. */
  @Get(':pledge/:file')
  @Header('cache-control', 'private, no-store')
  async downloadPaper(
    @Param('pledge') pledgeId: string,
    @Param('file') file: string,
    @Query('token') token?: string,
  ): Promise<StreamableFile> {
    this.refuseStranger(pledgeId, token);
    const number = file.replace(/\.pdf$/, '');
    return this.paper((await this.receipts.ofPledges([pledgeId])).find(({ content }) => content.number === number));
  }

  /** The paper that holds, or the last one; also as a file for the verifier. */
  @Get(':file')
  @Header('cache-control', 'private, no-store')
  async download(@Param('file') file: string, @Query('token') token?: string): Promise<StreamableFile> {
    const pledgeId = file.replace(/\.(pdf|json)$/, '');
    this.refuseStranger(pledgeId, token);
    const newest = newestOf(await this.receipts.ofPledges([pledgeId]));
    return file.endsWith('.json') ? this.checkFile(pledgeId, newest) : this.paper(newest ?? undefined);
  }

  /** A wrong token and a missing receipt look alike. */
  private refuseStranger(pledgeId: string, token: string | undefined): void {
    if (!token || !this.links.opens(pledgeId, token)) throw new RequestError('NOT_FOUND', 'pledge_not_found');
  }

  private async paper(receipt: Receipt | undefined): Promise<StreamableFile> {
    const stored = receipt?.storageKey ? await this.files.get(receipt.storageKey) : null;
    if (!receipt || !stored) throw new RequestError('NOT_FOUND', 'receipt_not_ready');
    return new StreamableFile(stored.bytes, {
      type: stored.contentType,
      disposition: `inline; filename="${receipt.content.number}.pdf"`,
      length: stored.bytes.length,
    });
  }

  /** The receipt for the verifier: what opens the gift's row in the public books. */
  private async checkFile(pledgeId: string, receipt: Receipt | null): Promise<StreamableFile> {
    const pledge = await this.pledges.find(pledgeId);
    const proof = receipt && pledge && (await this.secrets.proof(receipt, pledge, 'giver'));
    if (!receipt || !proof) throw new RequestError('NOT_FOUND', 'receipt_not_ready');
    const bytes = Buffer.from(`${JSON.stringify(proof, null, 2)}\n`);
    return new StreamableFile(bytes, {
      type: 'application/json; charset=utf-8',
      disposition: `attachment; filename="receipt-${receipt.content.number}.json"`,
      length: bytes.length,
    });
  }
}

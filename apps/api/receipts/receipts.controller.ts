import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { RequestError } from '#kernel';
import { FileStore } from '#platform';
import { PledgeLinks } from '#pledges';
import { ReceiptsRepository } from '#receipts';

/** Papers to download, for whoever holds the signed link. */
@Controller('receipts')
export class ReceiptsController {
  constructor(
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  @Get(':file')
  @Header('cache-control', 'private, no-store')
  async download(@Param('file') file: string, @Query('token') token?: string): Promise<StreamableFile> {
    const pledgeId = file.replace(/\.pdf$/, '');
    // A wrong token and a missing receipt look alike.
    if (!token || !this.links.opens(pledgeId, token)) throw new RequestError('NOT_FOUND', 'pledge_not_found');
    const receipt = await this.receipts.findByPledge(pledgeId);
    const stored = receipt?.storageKey ? await this.files.get(receipt.storageKey) : null;
    if (!receipt || !stored) throw new RequestError('NOT_FOUND', 'receipt_not_ready');
    return new StreamableFile(stored.bytes, {
      type: stored.contentType,
      disposition: `inline; filename="${receipt.content.number}.pdf"`,
      length: stored.bytes.length,
    });
  }
}

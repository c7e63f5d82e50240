import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { RequestError } from '#kernel';
import { PledgeLinks, PledgesService } from '#pledges';
import { CertificatesService } from '#receipts';

/** A picture of thanks, for whoever holds the signed link of the gift. */
@Controller('certificates')
export class CertificatesController {
  constructor(
    @Inject(CertificatesService) private readonly certificates: CertificatesService,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
    @Inject(PledgesService) private readonly pledges: PledgesService,
  ) {}

  /** `amount=hide` leaves out how much it was. A wrong token and a missing gift look alike. */
  @Get(':file')
  @Header('cache-control', 'private, no-store')
  async download(
    @Param('file') file: string,
    @Query('token') token?: string,
    @Query('amount') amount?: string,
  ): Promise<StreamableFile> {
    const id = file.replace(/\.png$/, '');
    if (!token || !this.links.opens(id, token)) throw new RequestError('NOT_FOUND', 'pledge_not_found');
    const pledge = await this.pledges.find(id);
    const bytes = pledge && (await this.certificates.draw(pledge, amount !== 'hide'));
    if (!bytes) throw new RequestError('NOT_FOUND', 'receipt_not_ready');
    const disposition = 'inline; filename="certificate.png"';
    return new StreamableFile(bytes, { type: 'image/png', disposition, length: bytes.length });
  }
}

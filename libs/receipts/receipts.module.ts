import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { OrganizationsModule } from '#organizations';
import { PledgesModule } from '#pledges';
import { ReceiptIssuer } from './receipt-issuer.js';
import { ReceiptPrinter } from './receipt-printer.js';
import { ReceiptsRepository } from './receipts.repository.js';
import { ReceiptsService } from './receipts.service.js';

@Module({
  imports: [PledgesModule, CampaignsModule, OrganizationsModule],
  providers: [ReceiptsRepository, ReceiptIssuer, ReceiptPrinter, ReceiptsService],
  exports: [ReceiptsRepository, ReceiptPrinter, ReceiptsService],
})
export class ReceiptsModule {}

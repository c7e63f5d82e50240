import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { LedgerModule } from '#ledger';
import { OrganizationsModule } from '#organizations';
import { PledgesModule } from '#pledges';
import { CertificatesService } from './certificates.service.js';
import { ReceiptIssuer } from './receipt-issuer.js';
import { ReceiptSecretsReader } from './receipt-secrets.js';
import { ReceiptPrinter } from './receipt-printer.js';
import { ReceiptsRepository } from './receipts.repository.js';
import { ReceiptsService } from './receipts.service.js';

@Module({
  imports: [PledgesModule, CampaignsModule, LedgerModule, OrganizationsModule],
  providers: [
    ReceiptsRepository,
    ReceiptIssuer,
    ReceiptPrinter,
    ReceiptSecretsReader,
    ReceiptsService,
    CertificatesService,
  ],
  exports: [ReceiptsRepository, ReceiptPrinter, ReceiptSecretsReader, ReceiptsService, CertificatesService],
})
export class ReceiptsModule {}

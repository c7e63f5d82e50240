import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { PledgesModule } from '#pledges';
import { CheckoutService } from './checkout.service.js';
import { PaymentGateway } from './payment-gateway.js';
import { PaymentsRepository } from './payments.repository.js';
import { ProviderPostingsRepository } from './provider-postings.repository.js';
import { SettlementService } from './settlement.service.js';
import { StripeGateway } from './stripe-gateway/stripe.gateway.js';
import { WebhookInbox } from './webhook-inbox.service.js';

@Module({
  imports: [PledgesModule, CampaignsModule],
  providers: [
    PaymentsRepository,
    ProviderPostingsRepository,
    CheckoutService,
    SettlementService,
    WebhookInbox,
    { provide: PaymentGateway, useClass: StripeGateway },
  ],
  exports: [
    CheckoutService,
    SettlementService,
    WebhookInbox,
    PaymentsRepository,
    ProviderPostingsRepository,
    PaymentGateway,
  ],
})
export class PaymentsModule {}

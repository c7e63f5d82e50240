import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { LedgerModule } from '#ledger';
import { PledgesModule } from '#pledges';
import { AftermathService } from './aftermath.service.js';
import { CheckoutService } from './checkout.service.js';
import { GiftReturnsService } from './gift-returns.service.js';
import { PaymentGateway } from './payment-gateway.js';
import { PaymentsRepository } from './payments.repository.js';
import { SettlementService } from './settlement.service.js';
import { StripeGateway } from './stripe-gateway/stripe.gateway.js';
import { WebhookInbox } from './webhook-inbox.service.js';

@Module({
  imports: [PledgesModule, CampaignsModule, LedgerModule],
  providers: [
    PaymentsRepository,
    CheckoutService,
    SettlementService,
    AftermathService,
    GiftReturnsService,
    WebhookInbox,
    { provide: PaymentGateway, useClass: StripeGateway },
  ],
  exports: [
    CheckoutService,
    SettlementService,
    AftermathService,
    GiftReturnsService,
    WebhookInbox,
    PaymentsRepository,
    PaymentGateway,
  ],
})
export class PaymentsModule {}

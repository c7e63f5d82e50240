import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { LedgerModule } from '#ledger';
import { PledgesModule } from '#pledges';
import { TeamsModule } from '#teams';
import { AftermathService } from './aftermath.service.js';
import { CheckoutService } from './checkout.service.js';
import { HeldPaymentBooks } from './held-payment.books.js';
import { HeldPaymentMails } from './held-payment.mails.js';
import { HeldPaymentReturns } from './held-payment-returns.service.js';
import { PaymentExceptionsRepository } from './payment-exceptions.repository.js';
import { PaymentExceptionsService } from './payment-exceptions.service.js';
import { DeclineGuard } from './decline-guard.service.js';
import { GiftReturnsService } from './gift-returns.service.js';
import { PaymentGateway } from './payment-gateway.js';
import { PaymentLimits } from './payment-limits.js';
import { PaymentTriesService } from './payment-tries.service.js';
import { PaymentsRepository } from './payments.repository.js';
import { ProviderPostingsRepository } from './provider-postings.repository.js';
import { SettlementService } from './settlement.service.js';
import { StripeGateway } from './stripe-gateway/stripe.gateway.js';
import { WebhookInbox } from './webhook-inbox.service.js';

@Module({
  imports: [PledgesModule, CampaignsModule, TeamsModule, LedgerModule],
  providers: [
    PaymentsRepository,
    ProviderPostingsRepository,
    PaymentExceptionsRepository,
    PaymentExceptionsService,
    HeldPaymentBooks,
    HeldPaymentMails,
    HeldPaymentReturns,
    CheckoutService,
    PaymentTriesService,
    PaymentLimits,
    DeclineGuard,
    SettlementService,
    AftermathService,
    GiftReturnsService,
    WebhookInbox,
    { provide: PaymentGateway, useClass: StripeGateway },
  ],
  exports: [
    CheckoutService,
    PaymentTriesService,
    SettlementService,
    WebhookInbox,
    HeldPaymentReturns,
    PaymentLimits,
    DeclineGuard,
    PaymentExceptionsRepository,
    PaymentsRepository,
    ProviderPostingsRepository,
    AftermathService,
    GiftReturnsService,
    PaymentGateway,
  ],
})
export class PaymentsModule {}

import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { annotateTrace, Database, Logger, Outbox } from '#platform';
import { PaymentGateway } from './payment-gateway.js';
import type { Notification } from './payment-gateway.types.js';
import { PaymentsRepository } from './payments.repository.js';

/** 收件箱: keeps every verified notification once and says what wants a look. Nothing else happens here. */
@Injectable()
export class WebhookInbox {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Takes a notification in; once this returns, it is safe to answer 2xx.
   * @throws SignatureRejectedError before anything is read or kept
   */
  async receive(rawBody: Buffer, signature: string | undefined): Promise<void> {
    await this.keep(this.gateway.parseNotification(rawBody, signature));
  }

  /**
   * Fetches the notifications no endpoint has confirmed since then, and takes them in as if they had arrived: one that
   * is here already changes nothing, so nobody is mailed twice. @returns how many were news @throws GatewayUnavailable
   */
  async replayMissed(since: Date): Promise<number> {
    let fresh = 0;
    for await (const notification of this.gateway.listMissed(since)) {
      if (await this.keep(notification)) fresh += 1;
    }
    return fresh;
  }

  private async keep(notification: Notification): Promise<boolean> {
    const { subject, eventId, type } = notification;
    const fresh = await this.database.transaction(async (tx) => {
      const inserted = await this.payments.insertEvent(tx, notification, this.clock.now());
      if (inserted && subject) await this.outbox.publish(tx, subject.topic, [{ key: subject.key }]);
      return inserted;
    });
    annotateTrace({ pledgeId: pledgeOf(notification.payload) });
    this.logger.info({ eventId, type, fresh, asksFor: subject?.topic }, 'notification received');
    return fresh;
  }
}

function pledgeOf(payload: object): string | undefined {
  const { data } = payload as { data?: { object?: { metadata?: Record<string, string> | null } } };
  return data?.object?.metadata?.['pledge_id'];
}

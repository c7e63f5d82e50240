import { Inject, Injectable } from '@nestjs/common';
import { RequestError } from '#kernel';
import { Limits, Logger, Metrics, Settings, type Limit } from '#platform';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * Against card testing: stolen numbers are tried in small payments, thousands a day. Many givers may share one address
 * (a phone network, a school), so that limit is wide; what no giver does is fail again and again.
 */
export const PAYMENT_LIMITS = {
  /** Payment pages opened from one address; its points come from the settings. */
  address: { name: 'pages-of-address', seconds: 10 * MINUTE },
  /** The same while a campaign is under attack. */
  guardedAddress: { name: 'pages-of-address-guarded', points: 5, seconds: 10 * MINUTE },
  /** Declines of one card, whoever uses it. */
  card: { name: 'declines-of-card', points: 8, seconds: 24 * HOUR },
  /** Declines in one campaign; beyond, it is guarded. */
  campaign: { name: 'declines-of-campaign', points: 60, seconds: 10 * MINUTE },
} as const satisfies Record<string, Omit<Limit, 'points'> & { points?: number }>;

/** A page on which so many cards were declined is closed. */
export const MOST_DECLINES = 6;

/** Declines of one try at paying, as they were noticed. */
export interface Declines {
  campaignId: string;
  cardFingerprint: string | null;
  /** In all, and of these the new ones. */
  total: number;
  fresh: number;
}

@Injectable()
export class PaymentLimits {
  constructor(
    @Inject(Limits) private readonly limits: Limits,
    @Inject(Settings) private readonly settings: Pick<Settings, 'pagesPerAddress'>,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /**
   * Counts a payment page that is to be opened.
   * @throws RequestError too_many_pages (RATE_LIMITED) with the minutes to wait
   */
  async countPage(address: string, campaignId: string): Promise<void> {
    const guarded = await this.limits.isPassed(PAYMENT_LIMITS.campaign, campaignId);
    const usual = { ...PAYMENT_LIMITS.address, points: this.settings.pagesPerAddress };
    const seconds = guarded
      ? await this.limits.consume(PAYMENT_LIMITS.guardedAddress, `${address} ${campaignId}`)
      : await this.limits.consume(usual, address);
    if (seconds === 0) return;
    this.metrics.paymentsLimited.inc({ limit: guarded ? 'guarded' : 'address' });
    throw new RequestError('RATE_LIMITED', 'too_many_pages', { minutes: Math.ceil(seconds / MINUTE) });
  }

  /** Counts declines. @returns whether the page they happened on is to be closed */
  async countDeclines({ campaignId, cardFingerprint, total, fresh }: Declines): Promise<boolean> {
    const campaign = await this.limits.consume(PAYMENT_LIMITS.campaign, campaignId, fresh);
    if (campaign > 0) this.logger.error({ campaignId }, 'many cards are declined: the campaign is guarded');
    const card = cardFingerprint === null ? 0 : await this.limits.consume(PAYMENT_LIMITS.card, cardFingerprint, fresh);
    const close = card > 0 || total >= MOST_DECLINES;
    if (close) this.metrics.paymentsLimited.inc({ limit: card > 0 ? 'card' : 'page' });
    return close;
  }
}

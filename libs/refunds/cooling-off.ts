import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { TransfersService } from '#ledger';
import { Settings, type Tx } from '#platform';
import type { Pledge } from '#pledges';
import type { Refund } from './refunds.repository.js';

const HOUR_MS = 3_600_000;

/** Who agrees to a refund by this rule; no person of staff has such an id. */
export const COOLING_OFF = 'rule:cooling-off';

/**
 * 冷静期: what a giver asks back within a day is granted without anybody's decision, as long as it is still where it was
 * put. Once a city has used its part, the pool would have to carry it, and two people decide as with any other refund.
 */
@Injectable()
export class CoolingOff {
  constructor(
    @Inject(TransfersService) private readonly transfers: TransfersService,
    @Inject(Settings) private readonly settings: Settings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Until when a gift may be asked back by this rule; null before it is paid, and once that moment is over. */
  until({ paidAt }: Pick<Pledge, 'paidAt'>): Date | null {
    if (!paidAt) return null;
    const until = new Date(paidAt.getTime() + this.settings.coolingOffHours * HOUR_MS);
    return this.clock.now() < until ? until : null;
  }

  /** Whether a request is granted by this rule; the pledge is locked. */
  async grants(tx: Tx, pledge: Pledge, { id, amount }: Pick<Refund, 'id' | 'amount'>): Promise<boolean> {
    if (!this.until(pledge)) return false;
    const { cities } = await this.transfers.previewReturn(tx, pledge.id, `refund:${id}`, amount);
    return cities.every(({ carriedByPool }) => carriedByPool === 0n);
  }
}

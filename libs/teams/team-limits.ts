import { Inject, Injectable } from '@nestjs/common';
import { RequestError } from '#kernel';
import { Limits } from '#platform';

const HOUR = 3_600;

/** Wide enough for a school behind one address, too narrow for a machine. */
export const TEAM_LIMITS_PER_HOUR = {
  opened: { name: 'teams-of-address', points: 40, seconds: HOUR },
  pictures: { name: 'pictures-of-address', points: 60, seconds: HOUR },
  reports: { name: 'reports-of-address', points: 40, seconds: HOUR },
} as const;

/** How often one address may open teams, send pictures and report. */
@Injectable()
export class TeamLimits {
  constructor(@Inject(Limits) private readonly limits: Limits) {}

  /** @throws RequestError rate_limited */
  async count(what: keyof typeof TEAM_LIMITS_PER_HOUR, address: string): Promise<void> {
    if ((await this.limits.consume(TEAM_LIMITS_PER_HOUR[what], address)) > 0) {
      throw new RequestError('RATE_LIMITED', 'rate_limited');
    }
  }
}

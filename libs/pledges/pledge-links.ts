import { Inject, Injectable } from '@nestjs/common';
import { accessTokenFor, holdsAccessToken } from '#identity';
import { Settings } from '#platform';
import type { Pledge } from './pledge.types.js';

/** Signed links to one pledge: they open on any device, and for nobody who was not given one. */
@Injectable()
export class PledgeLinks {
  constructor(@Inject(Settings) private readonly settings: Pick<Settings, 'publicUrl' | 'sessionSecret'>) {}

  /** Where the giver sees what has become of the gift. */
  page({ id, locale }: Pick<Pledge, 'id' | 'locale'>): string {
    return `${this.settings.publicUrl}${this.path({ id, locale })}`;
  }

  /** The same as a path on this site. */
  path({ id, locale }: Pick<Pledge, 'id' | 'locale'>): string {
    return `${locale === 'en' ? '/en' : ''}/pledges/${id}?token=${this.tokenFor(id)}`;
  }

  /** Where a receipt is downloaded, by its number; a path on this site. */
  receipt(pledgeId: string, number: string): string {
    return `/receipts/${pledgeId}/${number}.pdf?token=${this.tokenFor(pledgeId)}`;
  }

  /** Where its certificate is drawn; a path on this site. */
  certificate(pledgeId: string): string {
    return `/certificates/${pledgeId}.png?token=${this.tokenFor(pledgeId)}`;
  }

  /** Where the receipt is downloaded as a file for the verifier; a path on this site. */
  checkFile(pledgeId: string): string {
    return `/receipts/${pledgeId}.json?token=${this.tokenFor(pledgeId)}`;
  }

  opens(pledgeId: string, token: string): boolean {
    return holdsAccessToken(pledgeId, token, this.settings.sessionSecret);
  }

  private tokenFor(pledgeId: string): string {
    return accessTokenFor(pledgeId, this.settings.sessionSecret);
  }
}

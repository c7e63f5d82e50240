import { Inject, Injectable } from '@nestjs/common';
import { accessTokenFor, holdsAccessToken } from '#identity';
import { Settings } from '#platform';
import type { MonthlyGift } from './monthly-gifts.repository.js';

/** Signed links to one monthly gift: they open on any device, and for nobody who was not given one. */
@Injectable()
export class MonthlyGiftLinks {
  constructor(@Inject(Settings) private readonly settings: Pick<Settings, 'publicUrl' | 'sessionSecret'>) {}

  /** Where the giver sees and changes it; `wish` opens one of its dialogs: change, pause, stop, card. */
  page({ id, locale }: Pick<MonthlyGift, 'id' | 'locale'>, wish?: string): string {
    return `${this.settings.publicUrl}${this.path({ id, locale })}${wish ? `#${wish}` : ''}`;
  }

  /** The same as a path on this site. */
  path({ id, locale }: Pick<MonthlyGift, 'id' | 'locale'>): string {
    const token = accessTokenFor(id, this.settings.sessionSecret);
    return `${locale === 'en' ? '/en' : ''}/monthly/${id}?token=${token}`;
  }

  opens(id: string, token: string): boolean {
    return holdsAccessToken(id, token, this.settings.sessionSecret);
  }
}

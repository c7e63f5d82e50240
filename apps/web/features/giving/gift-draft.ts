import type { SessionStore } from '../../lib/session-store.js';
import { EMPTY_GIFT, type GiftForm } from './gift-form.js';

const keyOf = (campaignId: string): string => `yiqijuan.gift.${campaignId}`;

/** What was typed for this campaign in this tab; nothing typed is lost by a reload or a trip to the payment page. */
export function keptGift(store: SessionStore, campaignId: string): GiftForm {
  const text = store.read(keyOf(campaignId));
  if (text === null) return EMPTY_GIFT;
  try {
    const kept = JSON.parse(text) as Record<string, unknown>;
    const sound = Object.entries(EMPTY_GIFT).filter(([field, empty]) => typeof kept[field] === typeof empty);
    return { ...EMPTY_GIFT, ...Object.fromEntries(sound.map(([field]) => [field, kept[field]])) };
  } catch {
    return EMPTY_GIFT;
  }
}

/** Keeps the form as it stands. */
export function keepGift(store: SessionStore, campaignId: string, form: GiftForm): void {
  store.write(keyOf(campaignId), JSON.stringify(form));
}

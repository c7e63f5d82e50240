import type { SessionStore } from '../../lib/session-store.js';
import { EMPTY_GIFT, OWN_AMOUNT, PRESETS_YUAN, type GiftForm } from './gift-form.js';

const keyOf = (campaignId: string): string => `yiqijuan.gift.${campaignId}`;

const LAST_KEY = 'yiqijuan.last-gift';

/** Of the last gift from this device only how much and for whom: never a name, an address or a word. */
type LastGift = Pick<GiftForm, 'choice' | 'ownAmount' | 'destination'>;

/** Keeps amount and city on this device, for the next time. */
export function rememberGift(device: SessionStore, { choice, ownAmount, destination }: GiftForm): void {
  device.write(LAST_KEY, JSON.stringify({ choice, ownAmount, destination } satisfies LastGift));
}

/** Amount and city of the last gift from this device, as far as they are sound. */
export function lastGift(device: SessionStore): Partial<LastGift> {
  try {
    const kept = JSON.parse(device.read(LAST_KEY) ?? '{}') as Record<string, unknown>;
    const { choice, ownAmount, destination } = kept;
    const isPreset = PRESETS_YUAN.some((yuan) => yuan === choice);
    const isOwn = choice === OWN_AMOUNT && typeof ownAmount === 'string' && /^[\d.]{1,16}$/.test(ownAmount);
    return {
      ...(isPreset ? { choice: String(choice) } : {}),
      ...(isOwn ? { choice: OWN_AMOUNT, ownAmount } : {}),
      ...(typeof destination === 'string' && /^(\d{6}|POOL)$/.test(destination) ? { destination } : {}),
    };
  } catch {
    return {};
  }
}

/**
 * What was typed for this campaign in this tab; nothing typed is lost by a reload or a trip to the payment page. A form
 * that was never touched begins with `last`.
 */
export function keptGift(store: SessionStore, campaignId: string, last: Partial<LastGift> = {}): GiftForm {
  const text = store.read(keyOf(campaignId));
  if (text === null) return { ...EMPTY_GIFT, ...last };
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

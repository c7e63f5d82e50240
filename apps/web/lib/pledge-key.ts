import type { SessionStore } from './session-store.js';

/**
 * The idempotency key of a gift in the making. It is written down BEFORE anything is sent: when the answer is
 * lost and the donor presses again, or reloads, the same id goes out with the same body and nobody pays twice.
 */
export interface PledgeKey {
  /** The id for this body: the kept one if the body is unchanged, else a new one, already kept. */
  idFor: (campaignId: string, body: unknown) => string;
  /** Forgets the key once its gift is settled, so that giving the same again is a new gift. */
  forget: (pledgeId: string) => void;
}

interface KeptKey {
  id: string;
  campaignId: string;
  body: string;
}

const STORE_KEY = 'yiqijuan.pledge-key';

/** `newId` mints a TypeID; the memory behind the store covers browsers that keep nothing. */
export function createPledgeKey(store: SessionStore, newId: () => string): PledgeKey {
  let memory: KeptKey | null = null;
  const kept = (): KeptKey | null => memory ?? parsed(store.read(STORE_KEY));
  return {
    idFor(campaignId, body) {
      const text = JSON.stringify(body);
      const current = kept();
      if (current && current.campaignId === campaignId && current.body === text) return current.id;
      memory = { id: newId(), campaignId, body: text };
      store.write(STORE_KEY, JSON.stringify(memory));
      return memory.id;
    },
    forget(pledgeId) {
      if (kept()?.id !== pledgeId) return;
      memory = null;
      store.remove(STORE_KEY);
    },
  };
}

function parsed(text: string | null): KeptKey | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<KeptKey>;
    return typeof value.id === 'string' && typeof value.campaignId === 'string' && typeof value.body === 'string'
      ? { id: value.id, campaignId: value.campaignId, body: value.body }
      : null;
  } catch {
    return null;
  }
}

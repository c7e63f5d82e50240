import { newPledgeId } from './ids.js';
import { createPledgeKey } from './pledge-key.js';
import { sessionStore } from './session-store.js';

/** The key of this tab's gift in the making. */
export const browserPledgeKey = createPledgeKey(sessionStore, newPledgeId);

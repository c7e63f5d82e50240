import { invalidRequest } from './stripe.fault.js';

/** The one version the sandbox speaks. A test compares it with the installed SDK's. */
export const API_VERSION = '2026-10-28.endive';

/** Throws 400 for another version: objects of the wrong shape would only fail later and in a stranger place. */
export function checkApiVersion(requested: string | undefined): void {
  if (requested === undefined || requested === API_VERSION) return;
  throw invalidRequest(`Invalid Stripe API version: ${requested}. This sandbox speaks ${API_VERSION} only.`);
}

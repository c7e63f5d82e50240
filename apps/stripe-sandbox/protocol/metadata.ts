import type { Kind } from './form.reader.js';
import { invalidRequest } from './stripe.fault.js';

const MAX_KEYS = 50;
const MAX_KEY_LENGTH = 40;
const MAX_VALUE_LENGTH = 500;

/** A change of metadata: keys with an empty text are removed, others set; `'clear'` removes all. */
export type MetadataChange = Record<string, string> | 'clear';

/** Reads `metadata[key]=value`; throws 400 beyond Stripe's limits. */
export function metadata(): Kind<MetadataChange | undefined> {
  return (value, at) => {
    if (value === undefined) return undefined;
    if (value === '') return 'clear';
    if (typeof value !== 'object') throw invalidRequest('Invalid object', { param: at });
    const change: Record<string, string> = {};
    for (const [key, entry] of Object.entries(value)) {
      if (typeof entry === 'object')
        throw invalidRequest('Metadata values must be strings', { param: `${at}[${key}]` });
      if (key.length > MAX_KEY_LENGTH) {
        throw invalidRequest(`Metadata keys must be ${MAX_KEY_LENGTH} characters or less`, { param: at });
      }
      if ([...entry].length > MAX_VALUE_LENGTH) {
        const message = `Metadata values can have up to ${MAX_VALUE_LENGTH} characters`;
        throw invalidRequest(message, { param: `${at}[${key}]` });
      }
      change[key] = entry;
    }
    return change;
  };
}

/** Merges a change into metadata and answers the result; what it was given stays as it is. */
export function mergeMetadata(
  current: Record<string, string>,
  change: MetadataChange | undefined,
): Record<string, string> {
  if (change === undefined) return current;
  if (change === 'clear') return {};
  const merged = Object.fromEntries(Object.entries({ ...current, ...change }).filter(([, value]) => value !== ''));
  if (Object.keys(merged).length > MAX_KEYS) {
    throw invalidRequest(`Metadata can have up to ${MAX_KEYS} keys`, { param: 'metadata' });
  }
  return merged;
}

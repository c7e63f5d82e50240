import type { Collection } from '../state/collection.js';
import { branch, integer, text, type Kind, type ReadOf } from './form.reader.js';
import { invalidRequest, noSuch } from './stripe.fault.js';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/** The parameters every list takes. */
export const pageShape = {
  limit: integer({ min: 1, max: MAX_LIMIT }),
  starting_after: text(),
  ending_before: text(),
};
export type PageRequest = ReadOf<typeof pageShape>;

export interface Page<T> {
  object: 'list';
  url: string;
  has_more: boolean;
  data: T[];
}

const rangeShape = { gt: integer(), gte: integer(), lt: integer(), lte: integer() };
export type TimeFilter = (seconds: number) => boolean;

/** Reads `created=…` (an exact second) or `created[gte]=…`; answers a test for a time. */
export function timeFilter(): Kind<TimeFilter> {
  const readExact = integer();
  const readRange = branch(rangeShape);
  return (value, at) => {
    if (value === undefined) return () => true;
    if (typeof value === 'string') {
      const exact = readExact(value, at);
      return (seconds) => seconds === exact;
    }
    const range = readRange(value, at);
    return (seconds) =>
      seconds > (range?.gt ?? -Infinity) &&
      seconds >= (range?.gte ?? -Infinity) &&
      seconds < (range?.lt ?? Infinity) &&
      seconds <= (range?.lte ?? Infinity);
  };
}

/**
 * One page of a collection, newest first. `kind` names the object in the error for an unknown cursor.
 * Throws 404 for that, and 400 when both cursors are given.
 */
export function pageOf<T extends { id: string }>(
  collection: Collection<T>,
  request: PageRequest,
  list: { url: string; kind: string; passes?: (record: T) => boolean },
): Page<T> {
  const { starting_after: after, ending_before: before } = request;
  if (after !== undefined && before !== undefined) {
    throw invalidRequest('Received both starting_after and ending_before; at most one of them may be given');
  }
  const limit = request.limit ?? DEFAULT_LIMIT;
  const passes = list.passes ?? (() => true);
  const found: T[] = [];
  const step = before === undefined ? -1 : 1;
  for (let position = firstPosition(collection, request, list.kind); found.length <= limit; position += step) {
    const record = collection.at(position);
    if (record === undefined) break;
    if (passes(record)) found.push(record);
  }
  const data = found.slice(0, limit);
  if (before !== undefined) data.reverse();
  return { object: 'list', url: list.url, has_more: found.length > limit, data };
}

function firstPosition<T extends { id: string }>(
  collection: Collection<T>,
  request: PageRequest,
  kind: string,
): number {
  const { starting_after: after, ending_before: before } = request;
  if (after !== undefined) {
    const position = collection.positionOf(after);
    if (position === undefined) throw noSuch(kind, after, 'starting_after');
    return position - 1;
  }
  if (before !== undefined) {
    const position = collection.positionOf(before);
    if (position === undefined) throw noSuch(kind, before, 'ending_before');
    return position + 1;
  }
  return collection.size - 1;
}

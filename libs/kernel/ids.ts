import { fromString, typeid } from 'typeid-js';

/** Prefixes of the ids people may meet; a TypeID says what it names and sorts by the time it was made. */
export const ID_PREFIXES = {
  pledge: 'plg',
  attempt: 'att',
  campaign: 'cmp',
  program: 'prg',
  charity: 'chy',
  team: 'tem',
  orgUnit: 'org',
  rule: 'rul',
  receipt: 'rcp',
  report: 'rpt',
  subject: 'sbj',
  user: 'usr',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** Where new ids come from; a port, because an id carries time and randomness. */
export abstract class IdSource {
  /** A new id, e.g. `plg_01jx5s0f3ce8q8y9m1w2v3n4p5`. */
  abstract next(kind: IdKind): string;
}

export class SystemIds extends IdSource {
  next(kind: IdKind): string {
    return typeid(ID_PREFIXES[kind]).toString();
  }
}

/** Whether `text` is a well-formed id of this kind. */
export function isId(kind: IdKind, text: string): boolean {
  try {
    fromString(text, ID_PREFIXES[kind]);
    return true;
  } catch {
    return false;
  }
}

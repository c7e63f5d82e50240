import { createHash, randomBytes } from 'node:crypto';
import { fromString, fromUUIDBytes, typeid } from 'typeid-js';

/** Prefixes of the ids people may meet; a TypeID says what it names and sorts by the time it was made. */
export const ID_PREFIXES = {
  pledge: 'plg',
  attempt: 'att',
  campaign: 'cmp',
  program: 'prg',
  charity: 'chy',
  team: 'tem',
  teamLeader: 'tld',
  teamInvitation: 'tiv',
  orgUnit: 'org',
  rule: 'rul',
  simulation: 'sim',
  receipt: 'rcp',
  report: 'rpt',
  subject: 'sbj',
  user: 'usr',
  letter: 'ltr',
  newsItem: 'nwi',
  newsSubscription: 'nws',
  audit: 'aud',
  reallocation: 'rea',
  refund: 'rfd',
  dispute: 'dsp',
  evidence: 'evd',
  monthlyGift: 'mth',
  cardUpdate: 'cdu',
  paymentException: 'pex',
  bankStatement: 'bst',
  reconciliation: 'rec',
  difference: 'dif',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** Where new ids come from; a port, because an id carries time and randomness. */
export abstract class IdSource {
  /** A new id, e.g. `plg_01jx5s0f3ce8q8y9m1w2v3n4p5`. */
  abstract next(kind: IdKind): string;
  /** 128 bits nobody can guess, base64url. */
  abstract salt(): string;
}

const SALT_BYTES = 16;

export class SystemIds extends IdSource {
  next(kind: IdKind): string {
    return typeid(ID_PREFIXES[kind]).toString();
  }

  salt(): string {
    return randomBytes(SALT_BYTES).toString('base64url');
  }
}

/** The same ids in the same order for the same seed, each sorting behind the one before; for examples and tests. */
export class SeededIds extends IdSource {
  private count = 0;

  /** @param epochMs the time the first id carries, in milliseconds since 1970; each further one is a millisecond later */
  constructor(
    private readonly seed: string,
    private readonly epochMs = Date.UTC(2026, 0, 1),
  ) {
    super();
  }

  next(kind: IdKind): string {
    const bytes = createHash('sha256').update(`${this.seed}:${this.count}`).digest().subarray(0, 16);
    bytes.writeUIntBE(this.epochMs + this.count, 0, 6);
    bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f); // version 7
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f); // RFC 9562 variant
    this.count++;
    return fromUUIDBytes(ID_PREFIXES[kind], bytes).toString();
  }

  salt(): string {
    const digest = createHash('sha256').update(`${this.seed}:salt:${this.count++}`).digest();
    return digest.subarray(0, SALT_BYTES).toString('base64url');
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

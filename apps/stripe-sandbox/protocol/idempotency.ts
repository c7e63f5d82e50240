import { createHash } from 'node:crypto';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { KeptAnswer } from '../state/stored.objects.js';
import { StripeFault, invalidRequest } from './stripe.fault.js';

const DAY_MS = 86_400_000;
const MAX_KEY_LENGTH = 255;
const MAX_ANSWERS = 50_000;

/** One request with an idempotency key that is being worked on. */
export interface Claim {
  key: string;
  fingerprint: string;
}

/**
 * One answer per key for a day. The same key with the same request gets the first answer again, a failed one included;
 * with another request it is an error, and so is a second one while the first is still being worked on.
 */
export class IdempotencyKeys {
  private readonly inFlight = new Map<string, string>();

  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
  ) {}

  /** Claims the key, or answers with what was answered before. Throws 400 on other parameters, 409 when in flight. */
  begin(key: string, method: string, path: string, body: string): { claim: Claim } | { kept: KeptAnswer } {
    if (key.length > MAX_KEY_LENGTH) {
      throw invalidRequest(`Idempotency-Key must be at most ${MAX_KEY_LENGTH} characters`);
    }
    const fingerprint = fingerprintOf(method, path, body);
    const kept = this.keptUnder(key);
    const earlier = kept?.fingerprint ?? this.inFlight.get(key);
    if (earlier !== undefined && earlier !== fingerprint) throw otherParameters(key);
    if (kept !== undefined) return { kept };
    if (earlier !== undefined) throw stillInFlight(key);
    this.inFlight.set(key, fingerprint);
    return { claim: { key, fingerprint } };
  }

  /** Keeps the answer for the key and ends the claim. */
  keep(claim: Claim, answer: { requestId: string; status: number; body: string }): void {
    this.inFlight.delete(claim.key);
    const { answers } = this.state;
    answers.delete(claim.key);
    answers.set(claim.key, { ...claim, ...answer, keptAt: this.clock.nowMs() });
    for (const oldest of answers.keys()) {
      if (answers.size <= MAX_ANSWERS) break;
      answers.delete(oldest);
    }
    this.state.changed();
  }

  /** Ends the claim without an answer: the request was refused before anything began, so the key is free again. */
  release(claim: Claim): void {
    this.inFlight.delete(claim.key);
  }

  private keptUnder(key: string): KeptAnswer | undefined {
    const kept = this.state.answers.get(key);
    return kept !== undefined && kept.keptAt + DAY_MS > this.clock.nowMs() ? kept : undefined;
  }
}

/** Pairs in another order are the same parameters. */
function fingerprintOf(method: string, path: string, body: string): string {
  const sorted = body.split('&').sort().join('&');
  return createHash('sha256').update(`${method} ${path}\n${sorted}`).digest('base64url');
}

function otherParameters(key: string): StripeFault {
  const message =
    'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
    `Try using a key other than '${key}' if you meant to execute a different request.`;
  return new StripeFault(400, { type: 'idempotency_error', message });
}

function stillInFlight(key: string): StripeFault {
  const message =
    'There is currently another in-progress request using this Idempotent Key (that probably means you submitted ' +
    `twice, and the other request is still going through): ${key}. Please try again later.`;
  return new StripeFault(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message });
}

import { z } from 'zod';
import { isWallet, type WalletKind } from '../payments/method.kinds.js';
import { WALLET_ANSWERS } from '../payments/wallet.attempt.js';
import { invalidRequest, noSuch } from '../protocol/stripe.fault.js';
import type { Sandbox } from '../sandbox.context.js';
import type { StoredIntent, StoredSession } from '../state/stored.objects.js';
import { resultOf, type PayResult } from './fast.lane.js';

export const walletRequest = z.strictObject({
  session: z.string().optional(),
  payment_intent: z.string().optional(),
  /** The wallet to begin with, where none is waiting yet; the first that is allowed, unless it is named. */
  method: z.enum(['alipay', 'wechat_pay']).optional(),
  outcome: z.enum(WALLET_ANSWERS),
  /** The result comes this much later on the sandbox's clock; until then the payment is processing. */
  delaySeconds: z
    .int()
    .min(0)
    .max(30 * 86_400)
    .default(0),
});
export type WalletRequest = z.output<typeof walletRequest>;

/**
 * Pays by wallet as a visitor would: begins where no wallet is waiting yet, then answers in it. A payment that is
 * processing is ended instead.
 */
export function moveWallet(sandbox: Sandbox, request: WalletRequest): PayResult {
  sandbox.agenda.runDue();
  const { session, intent } = subjectOf(sandbox, request);
  if (intent?.status === 'processing') {
    sandbox.sessions.endProcessing(intent, request.outcome === 'approve');
    return { ...resultOf({ kind: 'succeeded' }, intent.id, session?.id ?? null), ...endOf(intent) };
  }
  if (!waits(sandbox, intent)) begin(sandbox, request, session, intent);
  const delayMs = request.delaySeconds * 1000;
  if (session !== undefined) {
    const outcome = sandbox.sessions.answerWallet(session, request.outcome, delayMs);
    return resultOf(outcome, session.payment_intent, session.id);
  }
  if (intent === undefined) throw invalidRequest('Name either a session or a payment_intent');
  return resultOf(sandbox.intents.answerWallet(intent, request.outcome, delayMs, null), intent.id, null);
}

/** What became of a payment that was processing. */
function endOf(intent: StoredIntent): Pick<PayResult, 'status' | 'error'> {
  const error = intent.last_payment_error;
  if (error === null) return { status: 'succeeded', error: null };
  const { code, message } = error;
  return { status: 'declined', error: { code: code ?? null, decline_code: null, message: message ?? '' } };
}

interface Subject {
  session: StoredSession | undefined;
  intent: StoredIntent | undefined;
}

function subjectOf(sandbox: Sandbox, request: WalletRequest): Subject {
  const { intents, intentNotes, sessions } = sandbox.state.collections;
  if ((request.session === undefined) === (request.payment_intent === undefined)) {
    throw invalidRequest('Name either a session or a payment_intent');
  }
  const named = intents.get(request.payment_intent ?? '');
  if (request.payment_intent !== undefined && named === undefined) {
    throw noSuch('payment_intent', request.payment_intent, 'payment_intent');
  }
  const id = request.session ?? intentNotes.get(named?.id ?? '')?.session ?? '';
  const session = sessions.get(id);
  if (request.session !== undefined && session === undefined) throw noSuch('checkout.session', id, 'session');
  return { session, intent: named ?? intents.get(session?.payment_intent ?? '') };
}

function waits(sandbox: Sandbox, intent: StoredIntent | undefined): boolean {
  const method = sandbox.state.collections.paymentMethods.get(intent?.payment_method ?? '');
  return intent?.status === 'requires_action' && isWallet(method?.type ?? '');
}

function begin(
  sandbox: Sandbox,
  request: WalletRequest,
  session: StoredSession | undefined,
  intent: StoredIntent | undefined,
): void {
  const allowed = session?.payment_method_types ?? intent?.payment_method_types ?? [];
  const kind: WalletKind | undefined = request.method ?? allowed.find(isWallet);
  if (kind === undefined) throw invalidRequest('This payment takes no wallet.');
  if (session !== undefined) {
    sandbox.sessions.payByWallet(session, kind, 'donor@example.test');
  } else if (intent !== undefined) {
    const options = { returnUrl: null, offSession: false };
    sandbox.intents.confirm(intent, sandbox.methods.ofWallet(kind), options, null);
  }
}

import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { toast } from '../../components/toast.js';
import { apiFaultOf, passesByItself, type ApiFault } from '../../lib/api-error.js';
import { growingDelayMs } from '../../lib/poll-delay.js';
import { usePolling, type PollOutcome } from '../../lib/use-polling.js';
import { webAddress } from '../../lib/web-address.js';
import { sendAct, type MonthlyAct, type Whose } from './monthly-acts.js';
import type { MonthlyGift } from './monthly-gift.fragment.js';
import { MonthlyGiftQuery } from './monthly-gift.query.js';
import { OpenMonthlyCardUpdateMutation } from './open-card-update.mutation.js';
import { PayMonthlyGiftMutation } from './pay-month.mutation.js';

export interface OwnMonthlyGift {
  /** Null: there is no such monthly gift for this visitor. Undefined: not heard yet. */
  gift: MonthlyGift | null | undefined;
  /** Why the last question failed; what was heard before stays on the page. */
  fault: ApiFault | null;
  /** The server's own sentence about what was refused. */
  refusal: string | null;
  sending: boolean;
  refresh: () => void;
  /** Resolves to whether it was done. */
  act: (act: MonthlyAct) => Promise<boolean>;
  /** Leads to a page of the provider's: a new card, or to pay a month. */
  leaveFor: (page: 'card' | 'pay') => Promise<void>;
  forgetRefusal: () => void;
}

/** One monthly gift, what its giver does with it, and the card they come back with. */
export function useMonthlyGift(whose: Whose, cardUpdateId: string | null): OwnMonthlyGift {
  const client = useClient();
  const { t } = useTranslation('monthly');
  const { id, accessToken } = whose;
  const [gift, setGift] = useState<MonthlyGift | null | undefined>(undefined);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [sending, setSending] = useState(false);

  const ask = useCallback(async (): Promise<PollOutcome> => {
    const asked = client.query(MonthlyGiftQuery, { id, accessToken }, { requestPolicy: 'network-only' });
    const { data, error } = await asked.toPromise();
    const heard = error || !data ? (error ? apiFaultOf(error) : 'internal') : null;
    setFault(heard);
    if (heard) return passesByItself(heard) ? 'failed' : 'done';
    const found = data?.monthlyGift ?? null;
    setGift(found);
    return found && isMoving(found) ? 'again' : 'done';
  }, [client, id, accessToken]);

  const act = useCallback(
    async (wish: MonthlyAct): Promise<boolean> => {
      setSending(true);
      setRefusal(null);
      const { data, error } = await sendAct(client, { id, accessToken }, wish);
      setSending(false);
      setFault(error ? apiFaultOf(error) : null);
      if (data?.answer.__typename === 'MonthlyGift') {
        setGift(data.answer);
        // Of the others the headline speaks.
        if (wish.kind === 'amount' || wish.kind === 'day' || wish.kind === 'card') toast(t(`did.${wish.kind}`));
      } else if (data) setRefusal(data.answer.message);
      return data?.answer.__typename === 'MonthlyGift';
    },
    [client, t, id, accessToken],
  );

  const leaveFor = async (page: 'card' | 'pay'): Promise<void> => {
    setSending(true);
    setRefusal(null);
    const document = page === 'card' ? OpenMonthlyCardUpdateMutation : PayMonthlyGiftMutation;
    const { data, error } = await client.mutation(document, { id, accessToken }).toPromise();
    const address = data?.answer.__typename === 'MonthlyGiftPage' ? webAddress(data.answer.url) : null;
    if (address) return window.location.assign(address);
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
    if (data && data.answer.__typename !== 'MonthlyGiftPage') setRefusal(data.answer.message);
  };

  useEffect(() => {
    void ask();
  }, [ask]);
  const confirmed = useRef<string | null>(null);
  useEffect(() => {
    // Back from the page of a new card: the notification may be on its way still, and both may tell.
    if (cardUpdateId === null || confirmed.current === cardUpdateId) return;
    confirmed.current = cardUpdateId;
    void act({ kind: 'card', cardUpdateId });
  }, [act, cardUpdateId]);
  useEffect(() => {
    const wake = (event: PageTransitionEvent): void => {
      if (event.persisted) setSending(false);
    };
    window.addEventListener('pageshow', wake);
    return () => window.removeEventListener('pageshow', wake);
  }, []);
  const moving = gift !== undefined && gift !== null && isMoving(gift);
  usePolling({
    enabled: moving || (gift === undefined && fault !== null && passesByItself(fault)),
    delayMs: growingDelayMs,
    ask,
  });
  return {
    gift,
    fault,
    refusal,
    sending,
    refresh: () => void ask(),
    act,
    leaveFor,
    forgetRefusal: () => setRefusal(null),
  };
}

/** Something is under way that will be different in a moment. */
function isMoving({ state, charges }: MonthlyGift): boolean {
  return (
    state === 'PENDING_FIRST' ||
    charges.some((month) => month.state === 'CHARGING' || (month.state === 'PAID' && month.pledge?.receipt === null))
  );
}

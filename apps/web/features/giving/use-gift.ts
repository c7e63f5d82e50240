import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useClient } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { browserPledgeKey } from '../../lib/browser-pledge-key.js';
import type { ResultOf } from '../../lib/graphql.js';
import { deviceStore, sessionStore } from '../../lib/session-store.js';
import { useLocale } from '../../lib/use-locale.js';
import { webAddress } from '../../lib/web-address.js';
import { CreatePledgeMutation } from './create-pledge.mutation.js';
import { StartMonthlyGiftMutation } from './start-monthly-gift.mutation.js';
import { keepGift, keptGift, lastGift, rememberGift } from './gift-draft.js';
import { IntroductionQuery } from './introduction.query.js';
import {
  checkGift,
  giftFieldOf,
  type AmountLimits,
  type GiftBody,
  type GiftFaults,
  type GiftField,
  type GiftForm,
} from './gift-form.js';

type Answer =
  ResultOf<typeof CreatePledgeMutation>['createPledge'] | ResultOf<typeof StartMonthlyGiftMutation>['startMonthlyGift'];
type Refusal = Exclude<Answer, { __typename: 'Pledge' | 'StartedMonthlyGift' }>;

/** What stands at the form after a refusal: the server's own sentence, at a field or above the button. */
export interface GiftRefusal {
  field: GiftField | null;
  message: string;
  /** The gift that is kept and can be paid later; null when nothing is kept. */
  keptPledgeId: string | null;
}

type GiftRequest = GiftBody & { campaignId: string; teamId: string | null; locale: string };

export interface GiftCampaignFacts {
  id: string;
  limits: AmountLimits;
  /** The team in whose name it is given. */
  teamId: string | null;
}

const FIELD_OF_REFUSAL: Partial<Record<Refusal['__typename'], GiftField>> = {
  AmountOutOfRangeError: 'amount',
  UnknownDesignationError: 'destination',
};

/** The give form: what is typed, what is wrong, and the way to the payment page. */
export function useGift(campaign: GiftCampaignFacts, chosenRegion: string | null) {
  const [form, setForm] = useState<GiftForm>(() => {
    const kept = keptGift(sessionStore, campaign.id, lastGift(deviceStore));
    return chosenRegion ? { ...kept, destination: chosenRegion } : kept;
  });
  const [faults, setFaults] = useState<GiftFaults>({});
  // A donor who is signed in has given us an address already; what they typed themselves stays.
  const payment = usePayment(campaign, (email) =>
    setForm((typed) => (typed.email === '' ? { ...typed, email } : typed)),
  );

  const change = (changes: Partial<GiftForm>): void => {
    const next = { ...form, ...changes };
    setForm(next);
    keepGift(sessionStore, campaign.id, next);
    payment.forgetRefusal();
    // A field that was wrong is judged again as it is typed; one that was not yet judged waits for the button.
    const checked = checkGift(next, campaign.limits);
    setFaults((shown) => (checked.ok ? {} : stillWrong(shown, checked.faults)));
  };

  const submit = async (): Promise<GiftFaults> => {
    const checked = checkGift(form, campaign.limits);
    setFaults(checked.ok ? {} : checked.faults);
    if (!checked.ok) return checked.faults;
    rememberGift(deviceStore, form);
    await payment.start(checked.body, checked.day);
    return {};
  };
  return { form, change, faults, submit, ...payment };
}

function stillWrong(shown: GiftFaults, now: GiftFaults): GiftFaults {
  return Object.fromEntries(Object.entries(now).filter(([field]) => field in shown));
}

function usePayment({ id: campaignId, teamId }: GiftCampaignFacts, onKnownEmail: (email: string) => void) {
  const client = useClient();
  const navigate = useNavigate();
  const locale = useLocale();
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<GiftRefusal | null>(null);
  const [apiFault, setApiFault] = useState<ApiFault | null>(null);
  const introduction = useRef<Promise<unknown>>(Promise.resolve());

  const known = useRef(onKnownEmail);
  useEffect(() => {
    known.current = onKnownEmail;
  });

  useEffect(() => {
    // Public pages carry no cookie. The gift goes out under one that is here already: were its answer, and the cookie
    // in it, lost on the way, the next try would come from a stranger and be refused as somebody else's.
    introduction.current = client
      .query(IntroductionQuery, {}, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data }) => {
        const email = data?.donor.account?.email;
        if (email) known.current(email);
      });
  }, [client]);

  useEffect(() => {
    // Coming back from the payment page, a browser may wake this page exactly as it was left.
    const wake = (event: PageTransitionEvent): void => {
      if (event.persisted) setSending(false);
    };
    window.addEventListener('pageshow', wake);
    return () => window.removeEventListener('pageshow', wake);
  }, []);

  const forgetRefusal = (): void => {
    setRefusal(null);
    setApiFault(null);
  };

  const send = async (request: GiftRequest, id: string, day: number | null) => {
    const first = { id, ...request };
    if (day === null) {
      const { data, error } = await client.mutation(CreatePledgeMutation, { input: first }).toPromise();
      const answer = data?.createPledge;
      return { answer, error, opened: answer?.__typename === 'Pledge' ? answer : null };
    }
    // The promise has the number of its first gift, so that both are kept, and sent again, as one.
    const input = { id: id.replace('plg_', 'mth_'), day, first };
    const { data, error } = await client.mutation(StartMonthlyGiftMutation, { input }).toPromise();
    const answer = data?.startMonthlyGift;
    return { answer, error, opened: answer?.__typename === 'StartedMonthlyGift' ? answer.pledge : null };
  };

  const start = async (body: GiftBody, day: number | null): Promise<void> => {
    forgetRefusal();
    setSending(true);
    await introduction.current;
    const request = { campaignId, teamId, locale, ...body };
    const id = browserPledgeKey.idFor(campaignId, day === null ? request : { ...request, day });
    const { answer, error, opened } = await send(request, id, day);
    if (opened) {
      const checkout = webAddress(opened.checkoutUrl);
      if (checkout) window.location.assign(checkout);
      else void navigate(`/pledges/${opened.id}`);
      return;
    }
    setSending(false);
    if (answer && answer.__typename !== 'Pledge' && answer.__typename !== 'StartedMonthlyGift') {
      setRefusal(refusalOf(answer, id));
    }
    const fault = error ? apiFaultOf(error) : null;
    // This id already stands for another body: the next try must not repeat the clash.
    if (fault === 'conflict') browserPledgeKey.forget(id);
    setApiFault(fault);
  };
  return { sending, refusal, apiFault, forgetRefusal, start };
}

function refusalOf(answer: Refusal, pledgeId: string): GiftRefusal {
  const field =
    answer.__typename === 'FieldRejectedError'
      ? giftFieldOf(answer.field)
      : (FIELD_OF_REFUSAL[answer.__typename] ?? null);
  const keptPledgeId = answer.__typename === 'PaymentUnavailableError' ? pledgeId : null;
  return { field, message: answer.message, keptPledgeId };
}

import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { webAddress } from '../../lib/web-address.js';
import { CancelPledgeMutation } from './cancel-pledge.mutation.js';
import { PayPledgeMutation } from './pay-pledge.mutation.js';

interface PledgeHandle {
  id: string;
  accessToken: string | null;
  /** Called when the pledge may have moved on. */
  onChanged: () => void;
}

/** Going on to pay a pledge that is kept, and giving it up. */
export function usePaymentTries({ id, accessToken, onChanged }: PledgeHandle) {
  const client = useClient();
  const [busy, setBusy] = useState<'paying' | 'cancelling' | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);

  useEffect(() => {
    // Coming back from the payment page, a browser may wake this page exactly as it was left.
    const wake = (event: PageTransitionEvent): void => {
      if (event.persisted) setBusy(null);
    };
    window.addEventListener('pageshow', wake);
    return () => window.removeEventListener('pageshow', wake);
  }, []);

  const begin = (what: 'paying' | 'cancelling'): void => {
    setBusy(what);
    setRefusal(null);
    setFault(null);
  };

  const pay = async (): Promise<void> => {
    begin('paying');
    const { data, error } = await client.mutation(PayPledgeMutation, { id, accessToken }).toPromise();
    const result = data?.result;
    const address = result?.__typename === 'Pledge' ? webAddress(result.checkoutUrl) : null;
    if (address) {
      window.location.assign(address);
      return;
    }
    setBusy(null);
    setFault(error ? apiFaultOf(error) : null);
    if (result && result.__typename !== 'Pledge') setRefusal(result.message);
    // No page: it has been paid meanwhile.
    if (result?.__typename === 'Pledge') onChanged();
  };

  const cancel = async (): Promise<void> => {
    begin('cancelling');
    const { data, error } = await client.mutation(CancelPledgeMutation, { id, accessToken }).toPromise();
    setBusy(null);
    setFault(error ? apiFaultOf(error) : null);
    if (data && data.result.__typename !== 'Pledge') setRefusal(data.result.message);
    onChanged();
  };
  return { busy, refusal, fault, pay, cancel };
}

import { useState } from 'react';
import { useClient } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { SendSignInCodeMutation } from './send-sign-in-code.mutation.js';
import { SignInByCodeMutation } from './sign-in-by-code.mutation.js';

/** The two steps of signing in: an address, then the code that was sent to it. */
export function useCodeSignIn(onSignedIn: () => void) {
  const client = useClient();
  /** Where a code was sent; null before. */
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const begin = (): void => {
    setSending(true);
    setRefusal(null);
    setFault(null);
  };

  const send = async (contact: string): Promise<void> => {
    begin();
    const { data, error } = await client.mutation(SendSignInCodeMutation, { contact }).toPromise();
    setSending(false);
    const answer = data?.sendSignInCode;
    if (answer?.__typename === 'SignInCodeSent') setSentTo(contact);
    else if (answer) setRefusal(answer.message);
    else setFault(error ? apiFaultOf(error) : 'internal');
  };

  const enter = async (code: string): Promise<void> => {
    if (sentTo === null) return;
    begin();
    const { data, error } = await client.mutation(SignInByCodeMutation, { contact: sentTo, code }).toPromise();
    setSending(false);
    const answer = data?.signInByCode;
    if (answer?.__typename === 'DonorSignedIn') onSignedIn();
    else if (answer) setRefusal(answer.message);
    else setFault(error ? apiFaultOf(error) : 'internal');
  };

  const startOver = (): void => {
    setSentTo(null);
    setRefusal(null);
    setFault(null);
  };
  return { sentTo, sending, refusal, fault, send, enter, startOver };
}

import { useState } from 'react';
import { apiFaultOf, type ApiFault, type FailedRequest } from '../../lib/api-error.js';

/** What a step was answered: done, refused in words, or nothing. */
export interface StepAnswer {
  isDone: boolean;
  /** The server's words when it refused. */
  message?: string | undefined;
  error?: FailedRequest | undefined;
}

interface CodeSteps {
  /** Has a code sent to an address. */
  ask: (contact: string) => Promise<StepAnswer>;
  /** Gives the code back. */
  give: (contact: string, code: string) => Promise<StepAnswer>;
  /** After the code was right. */
  onDone: (contact: string) => void;
}

/** The two steps of proving an address: the address, then the code that was sent to it. */
export function useCodeSteps({ ask, give, onDone }: CodeSteps) {
  /** Where a code was sent; null before. */
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const take = async (step: Promise<StepAnswer>): Promise<boolean> => {
    setSending(true);
    setRefusal(null);
    setFault(null);
    const { isDone, message, error } = await step;
    setSending(false);
    if (isDone) return true;
    if (message === undefined) setFault(error ? apiFaultOf(error) : 'internal');
    else setRefusal(message);
    return false;
  };

  const send = async (contact: string): Promise<void> => {
    if (await take(ask(contact))) setSentTo(contact);
  };

  const enter = async (code: string): Promise<void> => {
    if (sentTo !== null && (await take(give(sentTo, code)))) onDone(sentTo);
  };

  const startOver = (): void => {
    setSentTo(null);
    setRefusal(null);
    setFault(null);
  };
  return { sentTo, sending, refusal, fault, send, enter, startOver };
}

export type CodeDoor = ReturnType<typeof useCodeSteps>;

import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import type { TeamFaults, TeamField, TeamForm } from './team-form.js';

const FIELDS: readonly TeamField[] = ['name', 'slogan', 'regionCode', 'target', 'pictureKey', 'nickname', 'email'];

interface Refused {
  __typename: string;
  message?: string;
  field?: string;
}

/** A form about a team: what is typed, what is wrong with it, and what the server said. */
export function useTeamForm(initial: TeamForm, faultsOf: (form: TeamForm) => TeamFaults) {
  const { t } = useTranslation('teams');
  const [form, setForm] = useState(initial);
  const [faults, setFaults] = useState<TeamFaults>({});
  const [refusal, setRefusal] = useState<{ field: TeamField | null; message: string } | null>(null);
  const [apiFault, setApiFault] = useState<ApiFault | null>(null);
  const [sending, setSending] = useState(false);
  const element = useRef<HTMLFormElement>(null);

  const change = (changes: Partial<TeamForm>): void => {
    const next = { ...form, ...changes };
    setForm(next);
    setRefusal(null);
    // A field that was wrong is judged again as it is typed; one that was not yet judged waits for the button.
    const now = faultsOf(next);
    setFaults((shown) => Object.fromEntries(Object.entries(now).filter(([field]) => field in shown)));
  };
  const errorAt = (field: TeamField): string | undefined => {
    if (refusal?.field === field) return refusal.message;
    const fault = faults[field];
    return fault ? t(`faults.${fault}`) : undefined;
  };
  const toFirstFault = (): void => {
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  /** Sends what is sound. Resolves to the answer, or null when there is none to go on with. */
  const send = async <Answer extends Refused>(
    ask: () => Promise<{ data?: { result: Answer } | undefined; error?: CombinedError | undefined }>,
    success: Answer['__typename'],
  ): Promise<Answer | null> => {
    const found = faultsOf(form);
    setFaults(found);
    setRefusal(null);
    setApiFault(null);
    if (Object.keys(found).length > 0) {
      toFirstFault();
      return null;
    }
    setSending(true);
    const { data, error } = await ask();
    setSending(false);
    setApiFault(error ? apiFaultOf(error) : null);
    const answer = data?.result;
    if (!answer) return null;
    if (answer.__typename === success) return answer;
    const named = answer.__typename === 'TeamNameTakenError' ? 'name' : answer.field;
    setRefusal({ field: FIELDS.find((field) => field === named) ?? null, message: answer.message ?? '' });
    toFirstFault();
    return null;
  };
  return { form, setForm, change, errorAt, send, sending, refusal, apiFault, element };
}

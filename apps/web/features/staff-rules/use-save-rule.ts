import { useState } from 'react';
import { useClient } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { DraftRuleMutation } from './draft-rule.mutation.js';
import { EditRuleMutation } from './edit-rule.mutation.js';
import type { RuleInput } from './rule-form-values.js';

export interface SaveRefusal {
  message: string;
  faults: readonly { code: string; message: string; regionCode: string | null }[];
}

/** Saves a draft; `save` resolves to its id, or null when it was not kept. */
export function useSaveRule(id: string | null) {
  const client = useClient();
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<SaveRefusal | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const save = async (input: RuleInput): Promise<string | null> => {
    setSaving(true);
    const { data, error } =
      id === null
        ? await client.mutation(DraftRuleMutation, { input }).toPromise()
        : await client.mutation(EditRuleMutation, { id, input }).toPromise();
    setSaving(false);
    setFault(error ? apiFaultOf(error) : null);
    const answer = data?.result;
    if (!answer || answer.__typename === 'AllocationRule') {
      setRefusal(null);
      return answer?.id ?? null;
    }
    const faults = answer.__typename === 'AllocationRuleRejectedError' ? answer.faults : [];
    setRefusal({ message: answer.message, faults });
    return null;
  };
  return { save, saving, refusal, fault };
}

import { useState } from 'react';
import { useClient } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import type { ReallocationAnswerParts } from './change-answer.fragment.js';
import type { PreviewParts } from './preview.fragment.js';
import { PreviewReallocationMutation } from './preview-reallocation.mutation.js';
import { ProposeReallocationMutation } from './propose-reallocation.mutation.js';
import type { ReallocationInput } from './reallocation-values.js';

export interface Draft {
  id: string;
  input: ReallocationInput;
  preview: PreviewParts;
}

export interface Refusal {
  field: string | null;
  message: string;
}

/** Previews a wish, and proposes exactly what was previewed. */
export function useProposal() {
  const client = useClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [busy, setBusy] = useState<'preview' | 'propose' | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const preview = async (input: ReallocationInput): Promise<void> => {
    setBusy('preview');
    setRefusal(null);
    const { data, error } = await client.mutation(PreviewReallocationMutation, { input }).toPromise();
    setBusy(null);
    setFault(error ? apiFaultOf(error) : null);
    const result = data?.result;
    if (!result) return;
    if (result.__typename === 'ReallocationDraft') setDraft({ id: result.id, input, preview: result.preview });
    else setRefusal({ field: result.field, message: result.message });
  };

  /** Resolves to the document's id, or null when it was not taken. */
  const propose = async (note: string, reason: string): Promise<string | null> => {
    if (!draft) return null;
    const { id, input } = draft;
    setBusy('propose');
    setRefusal(null);
    const variables = { id, input, hash: draft.preview.hash, note, reason };
    const { data, error } = await client.mutation(ProposeReallocationMutation, variables).toPromise();
    setBusy(null);
    setFault(error ? apiFaultOf(error) : null);
    const result: ReallocationAnswerParts | undefined = data?.result;
    if (!result) return null;
    if (result.__typename === 'Reallocation') return result.id;
    if (result.__typename === 'PreviewOutdatedError') setDraft({ id, input, preview: result.preview });
    const field = result.__typename === 'FieldRejectedError' ? result.field : null;
    setRefusal({ field, message: result.message });
    return null;
  };
  return { draft, forget: () => setDraft(null), preview, propose, busy, refusal, fault };
}

import { useRef, useState } from 'react';
import { useClient } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import type { CampaignInput } from './campaign-form-values.js';
import { CreateCampaignMutation } from './create-campaign.mutation.js';
import { SubmitCampaignMutation } from './submit-campaign.mutation.js';
import { UpdateCampaignMutation } from './update-campaign.mutation.js';

export interface SaveRefusal {
  field: string | null;
  message: string;
}

export type SaveOutcome = { kind: 'saved'; id: string } | ({ kind: 'refused' } & SaveRefusal) | { kind: 'failed' };

/** Saves a campaign and, if asked, sends it to review. A draft made by a first try is updated by the second. */
export function useSaveCampaign(id: string | null) {
  const client = useClient();
  const draftId = useRef(id);
  const [saving, setSaving] = useState(false);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const write = (input: CampaignInput) =>
    draftId.current === null
      ? client.mutation(CreateCampaignMutation, { input }).toPromise()
      : client.mutation(UpdateCampaignMutation, { id: draftId.current, input }).toPromise();

  const save = async (input: CampaignInput, toReview: boolean): Promise<SaveOutcome> => {
    setSaving(true);
    setFault(null);
    try {
      const written = await write(input);
      if (written.error) setFault(apiFaultOf(written.error));
      const answer = written.data?.result;
      if (!answer) return { kind: 'failed' };
      if (answer.__typename !== 'Campaign') return refused(answer);
      draftId.current = answer.id;
      if (!toReview) return { kind: 'saved', id: answer.id };

      const submitted = await client.mutation(SubmitCampaignMutation, { id: answer.id }).toPromise();
      if (submitted.error) setFault(apiFaultOf(submitted.error));
      const decision = submitted.data?.result;
      if (!decision) return { kind: 'failed' };
      return decision.__typename === 'Campaign' ? { kind: 'saved', id: answer.id } : refused(decision);
    } finally {
      setSaving(false);
    }
  };
  return { save, saving, fault };
}

function refused(answer: { message: string; field?: string }): SaveOutcome {
  return { kind: 'refused', field: answer.field ?? null, message: answer.message };
}

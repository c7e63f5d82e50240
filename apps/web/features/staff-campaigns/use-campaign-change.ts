import { useState } from 'react';
import { useClient, type Client, type OperationResult } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { ApproveCampaignMutation } from './approve-campaign.mutation.js';
import type { CampaignChange } from './campaign-changes.js';
import type { ChangeAnswerParts } from './change-answer.fragment.js';
import { PauseCampaignMutation } from './pause-campaign.mutation.js';
import { PublishCampaignMutation } from './publish-campaign.mutation.js';
import { RejectCampaignMutation } from './reject-campaign.mutation.js';
import { ResumeCampaignMutation } from './resume-campaign.mutation.js';
import { SubmitCampaignMutation } from './submit-campaign.mutation.js';

type Answered = OperationResult<{ result: ChangeAnswerParts }>;

const SEND: Record<CampaignChange, (client: Client, id: string, reason: string) => Promise<Answered>> = {
  submit: (client, id) => client.mutation(SubmitCampaignMutation, { id }).toPromise(),
  publish: (client, id) => client.mutation(PublishCampaignMutation, { id }).toPromise(),
  approve: (client, id, reason) => client.mutation(ApproveCampaignMutation, { id, reason }).toPromise(),
  reject: (client, id, reason) => client.mutation(RejectCampaignMutation, { id, reason }).toPromise(),
  pause: (client, id, reason) => client.mutation(PauseCampaignMutation, { id, reason }).toPromise(),
  resume: (client, id, reason) => client.mutation(ResumeCampaignMutation, { id, reason }).toPromise(),
};

/** Sends one change of a campaign's state; `send` resolves to whether it was made. */
export function useCampaignChange(id: string, change: CampaignChange) {
  const client = useClient();
  const [sending, setSending] = useState(false);
  const [answer, setAnswer] = useState<ChangeAnswerParts | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const send = async (reason: string): Promise<boolean> => {
    setSending(true);
    const { data, error } = await SEND[change](client, id, reason);
    setSending(false);
    setAnswer(data?.result ?? null);
    setFault(error ? apiFaultOf(error) : null);
    return data?.result.__typename === 'Campaign';
  };
  return { send, sending, answer, fault };
}

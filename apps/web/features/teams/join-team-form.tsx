import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { webAddress } from '../../lib/web-address.js';
import { AcceptCoCaptainMutation } from './team-desk.queries.js';
import { PersonFields } from './team-fields.js';
import { EMPTY_TEAM, faultsOfPerson } from './team-form.js';
import { useTeamForm } from './use-team-form.js';
import './teams.css';

interface JoinTeamFormProps {
  teamId: string;
  invitation: string;
  knowsEmail: boolean;
}

/** Accepts an invitation to lead a team along. */
export function JoinTeamForm({ teamId, invitation, knowsEmail }: JoinTeamFormProps) {
  const { t } = useTranslation('teams');
  const client = useClient();
  const join = useTeamForm(EMPTY_TEAM, (form) => faultsOfPerson(form, knowsEmail));
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (join.sending) return;
    const { nickname, email } = join.form;
    const variables = { teamId, invitation, nickname: nickname.trim(), email: email.trim() || null };
    const asked = () => client.mutation(AcceptCoCaptainMutation, variables).toPromise();
    const answer = await join.send(asked, 'OpenedTeam');
    const desk = answer?.__typename === 'OpenedTeam' ? webAddress(answer.deskUrl) : null;
    if (desk) window.location.assign(desk);
  };
  return (
    <form ref={join.element} className="team-form" noValidate onSubmit={(event) => void submit(event)}>
      <PersonFields form={join.form} change={join.change} errorAt={join.errorAt} knowsEmail={knowsEmail} />
      {join.refusal && join.refusal.field === null ? (
        <Notice tone="seal" urgent>
          {join.refusal.message}
        </Notice>
      ) : null}
      {join.apiFault ? <FaultNotice fault={join.apiFault} onRetry={() => void submit()} urgent /> : null}
      <button type="submit" className="button wide" aria-disabled={join.sending}>
        {t('join.accept')}
      </button>
    </form>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { Sheet } from '../../components/sheet.js';
import { toast } from '../../components/toast.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { chinaDay } from '../../lib/china-time.js';
import { HandOverTeamMutation, InviteCoCaptainMutation, type TeamDeskParts } from './team-desk.queries.js';
import { CopyLink } from './team-share.js';

interface TeamLeadersProps {
  desk: TeamDeskParts;
  token: string | null;
  onChanged: () => void;
}

type Leader = TeamDeskParts['leaders'][number];

/** Who leads the team; the captain invites co-captains, and may hand the team over to one of them. */
export function TeamLeaders({ desk, token, onChanged }: TeamLeadersProps) {
  const { t } = useTranslation(['teams', 'common']);
  const client = useClient();
  const [invitation, setInvitation] = useState<{ url: string; expiresAt: string } | null>(null);
  const [next, setNext] = useState<Leader | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const { team, role, leaders } = desk;
  const mayAct = role === 'CAPTAIN' && team.state !== 'CLOSED' && team.state !== 'TAKEN_DOWN';

  const invite = async (): Promise<void> => {
    const asked = client.mutation(InviteCoCaptainMutation, { id: team.id, token });
    const { data, error } = await asked.toPromise();
    setFault(error ? apiFaultOf(error) : null);
    if (data?.result.__typename === 'TeamInvitation') setInvitation(data.result);
    else if (data) setRefusal(data.result.message);
  };
  const handOver = async (leader: Leader): Promise<void> => {
    setNext(null);
    const variables = { id: team.id, token, leaderId: leader.id };
    const { data, error } = await client.mutation(HandOverTeamMutation, variables).toPromise();
    setFault(error ? apiFaultOf(error) : null);
    if (data?.result.__typename === 'TeamDesk') {
      toast(t('leaders.handedOver', { name: leader.nickname }));
      onChanged();
    } else if (data) setRefusal('message' in data.result ? data.result.message : null);
  };
  return (
    <section aria-labelledby="desk-leaders">
      <h2 id="desk-leaders">{t('leaders.title')}</h2>
      <ul className="card team-leaders">
        {leaders.map((leader) => (
          <li key={leader.id}>
            <span>
              <b>{leader.nickname}</b> <span className="small muted">{t(`roles.${leader.role}`)}</span>
              {leader.isYou ? <span className="small muted"> · {t('leaders.you')}</span> : null}
            </span>
            {mayAct && leader.role === 'CO_CAPTAIN' ? (
              <button type="button" className="link small" onClick={() => setNext(leader)}>
                {t('leaders.handOver', { name: leader.nickname })}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {mayAct ? (
        <p className="team-actions">
          <button type="button" className="button quiet compact" onClick={() => void invite()}>
            {t('leaders.invite')}
          </button>
        </p>
      ) : null}
      {invitation ? (
        <Notice title={t('leaders.invitation')} urgent>
          {t('leaders.invitationText', { day: chinaDay(invitation.expiresAt) })}
          <CopyLink address={invitation.url} label={t('leaders.copy')} title={team.name} />
        </Notice>
      ) : null}
      {refusal ? (
        <Notice tone="seal" urgent>
          {refusal}
        </Notice>
      ) : null}
      {fault ? <FaultNotice fault={fault} urgent /> : null}
      {next ? (
        <Sheet title={t('leaders.handOver', { name: next.nickname })} onClose={() => setNext(null)}>
          <div className="team-form">
            <p>{t('leaders.handOverText', { name: next.nickname })}</p>
            <button type="button" className="button wide" onClick={() => void handOver(next)}>
              {t('leaders.handOverConfirm')}
            </button>
            <button type="button" className="button quiet wide" onClick={() => setNext(null)}>
              {t('leaders.keep')}
            </button>
          </div>
        </Sheet>
      ) : null}
    </section>
  );
}

import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { StatePill } from '../../components/state-pill.js';
import { toast } from '../../components/toast.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatCount, formatYuan, yuanInput } from '../../lib/money.js';
import { CloseTeamSheet } from './close-team-sheet.js';
import { EditTeamMutation, type TeamDeskParts } from './team-desk.queries.js';
import { NameField, WordFields } from './team-fields.js';
import { EMPTY_TEAM, faultsOfWords, targetOf } from './team-form.js';
import { TeamLeaders } from './team-leaders.js';
import { TeamShare } from './team-share.js';
import { useTeamForm } from './use-team-form.js';
import './teams.css';

export interface TeamDeskProps {
  desk: TeamDeskParts;
  token: string | null;
  onChanged: () => void;
}

/** Where those who lead a team look after it: totals, words, leaders, and its end. */
export function TeamDeskView({ desk, token, onChanged }: TeamDeskProps) {
  const { t } = useTranslation(['teams', 'campaign']);
  const [closing, setClosing] = useState(false);
  const { team, role } = desk;
  const isOver = team.state === 'CLOSED' || team.state === 'TAKEN_DOWN';
  return (
    <div className="team-desk">
      <h1>{team.name}</h1>
      <p className="small muted team-facts">
        <StatePill state={PILLS[team.state]}>{t(`states.${team.state}`)}</StatePill>
        <span>{t(`roles.${role}`)}</span>
        <Link to={`/c/${team.campaign.slug}/teams/${team.id}`}>{t('desk.toPage')}</Link>
      </p>
      <DeskNotice desk={desk} />
      <section aria-labelledby="desk-totals">
        <h2 id="desk-totals">{t('desk.totals')}</h2>
        <div className="card">
          <p className="raised-figure num">{formatYuan(fenOf(team.raised))}</p>
          <p className="small num">
            {t('campaign:raised.giftCount', { count: team.gifts, shown: formatCount(team.gifts) })}
          </p>
          <p className="tiny muted">{t('desk.totalsOnly')}</p>
        </div>
      </section>
      {team.state === 'PUBLIC' ? <TeamShare slug={team.campaign.slug} id={team.id} name={team.name} /> : null}
      {isOver ? null : <EditTeam desk={desk} token={token} onChanged={onChanged} />}
      <TeamLeaders desk={desk} token={token} onChanged={onChanged} />
      {isOver || role !== 'CAPTAIN' ? null : (
        <section>
          <h2>{t('desk.close')}</h2>
          <p className="small muted">{t('desk.closeText')}</p>
          <p className="team-actions">
            <button type="button" className="button quiet compact" onClick={() => setClosing(true)}>
              {t('desk.close')}
            </button>
          </p>
        </section>
      )}
      <section>
        <h2>{t('desk.history')}</h2>
        <ol className="card team-history">
          {[...team.history].reverse().map((step) => (
            <li key={`${step.at}${step.reason}`}>
              <span>
                {step.actor}
                {' · '}
                {step.reason}
              </span>
              <time className="tiny muted num" dateTime={step.at}>
                {chinaDayAndClock(step.at)}
              </time>
            </li>
          ))}
        </ol>
      </section>
      {closing ? (
        <CloseTeamSheet
          id={team.id}
          token={token}
          onClose={() => setClosing(false)}
          onClosed={() => {
            setClosing(false);
            onChanged();
          }}
        />
      ) : null}
    </div>
  );
}

const PILLS: Record<TeamDeskParts['team']['state'], string> = {
  IN_REVIEW: 'IN_REVIEW',
  PUBLIC: 'LIVE',
  REJECTED: 'REJECTED',
  CLOSED: 'ENDED',
  TAKEN_DOWN: 'TAKEN_DOWN',
};

/** The one sentence that matters now. */
function DeskNotice({ desk: { team } }: { desk: TeamDeskParts }) {
  const { t } = useTranslation('teams');
  const lastReason = team.history.at(-1)?.reason ?? '';
  if (team.state === 'IN_REVIEW') return <Notice tone="waiting">{t('desk.inReview')}</Notice>;
  if (team.state === 'REJECTED') return <Notice tone="seal">{t('desk.rejected', { reason: lastReason })}</Notice>;
  if (team.state === 'TAKEN_DOWN' || team.state === 'CLOSED') {
    return <Notice tone="seal">{t('page.because', { reason: team.overBecause ?? '' })}</Notice>;
  }
  if (team.waiting) {
    return <Notice tone="waiting">{team.waiting.pictureUrl ? t('desk.pictureWaits') : t('desk.wordsWait')}</Notice>;
  }
  return <Notice>{t('desk.keepLink')}</Notice>;
}

function EditTeam({ desk: { team }, token, onChanged }: TeamDeskProps) {
  const { t } = useTranslation('teams');
  const client = useClient();
  const edit = useTeamForm(
    {
      ...EMPTY_TEAM,
      name: team.waiting?.name ?? team.name,
      slogan: team.waiting?.slogan ?? team.slogan,
      target: team.target === null ? '' : yuanInput(fenOf(team.target)),
    },
    faultsOfWords,
  );
  const { form, change, errorAt } = edit;
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (edit.sending) return;
    const { name, slogan, pictureKey } = form;
    const input = { name: name.trim(), slogan: slogan.trim(), target: targetOf(form.target), pictureKey };
    const variables = { id: team.id, token, input: { ...input, removePicture: false } };
    const answer = await edit.send(() => client.mutation(EditTeamMutation, variables).toPromise(), 'TeamDesk');
    if (!answer) return;
    toast(t('form.saved'));
    onChanged();
  };
  const fields = { form, change, errorAt };
  return (
    <section aria-labelledby="desk-edit">
      <h2 id="desk-edit">{t('desk.edit')}</h2>
      <form ref={edit.element} className="team-form" noValidate onSubmit={(event) => void submit(event)}>
        <NameField {...fields} />
        <WordFields {...fields} pictureUrl={team.waiting?.pictureUrl ?? team.pictureUrl} />
        {edit.refusal && edit.refusal.field === null ? (
          <Notice tone="seal" urgent>
            {edit.refusal.message}
          </Notice>
        ) : null}
        {edit.apiFault ? <FaultNotice fault={edit.apiFault} onRetry={() => void submit()} urgent /> : null}
        <button type="submit" className="button" aria-disabled={edit.sending}>
          {edit.sending ? t('form.saving') : t('form.save')}
        </button>
      </form>
    </section>
  );
}

import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref } from 'react-router';
import { StatePill } from '../../components/state-pill.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { StaffTeamParts } from './staff-teams.queries.js';
import { TeamActDialog, type TeamAct } from './team-act-dialog.js';
import { PILL_OF_STATE, waits } from './team-states.js';

interface StaffTeamDrawerProps {
  team: StaffTeamParts;
  /** Auditors look and change nothing. */
  mayAct: boolean;
  onClose: () => void;
  onChanged: (team: StaffTeamParts) => void;
}

/** One team: what it says, what waits, what was reported, every step; and what staff can do about it. */
export function StaffTeamDrawer({ team, mayAct, onClose, onChanged }: StaffTeamDrawerProps) {
  const { t } = useTranslation(['staffTeams', 'common']);
  const [act, setAct] = useState<TeamAct | null>(null);
  const href = useHref(`/c/${team.campaign.slug}/teams/${team.id}`);
  return (
    <Drawer open onClose={onClose} title={team.name} size={480} className="staff-team">
      <p>
        <StatePill state={PILL_OF_STATE[team.state]}>{t(`states.${team.state}`)}</StatePill>{' '}
        <a href={href}>{t('drawer.toPage')}</a>
      </p>
      <Words title={t('drawer.public')} name={team.name} slogan={team.slogan} pictureUrl={team.pictureUrl} />
      {team.waiting ? <Words title={t('drawer.waiting')} {...team.waiting} /> : null}
      <dl className="staff-team-facts num">
        <dt>{t('columns.campaign')}</dt>
        <dd>{team.campaign.title}</dd>
        <dt>{t('drawer.kind')}</dt>
        <dd>
          {t(`kinds.${team.kind}`)} {team.region?.shortName ?? ''}
          {team.parent ? t('drawer.squadOf', { team: team.parent.name }) : ''}
        </dd>
        <dt>{t('columns.raised')}</dt>
        <dd>{t('drawer.raised', { amount: formatYuan(fenOf(team.raised)), count: team.gifts })}</dd>
      </dl>
      {mayAct ? <Acts team={team} onAct={setAct} /> : null}
      <h2>{t('drawer.concerns')}</h2>
      {team.concerns.length === 0 ? <p className="small muted">{t('drawer.noConcerns')}</p> : null}
      <ol className="staff-team-list">
        {team.concerns.map((concern) => (
          <li key={concern.id}>
            <p>{concern.message}</p>
            <p className="tiny muted num">{t('drawer.concern', { number: concern.id, day: concern.answerDueOn })}</p>
          </li>
        ))}
      </ol>
      <h2>{t('drawer.history')}</h2>
      <ol className="staff-team-list">
        {[...team.history].reverse().map((step) => (
          <li key={`${step.at}${step.reason}`}>
            <StatePill state={PILL_OF_STATE[step.to]}>{t(`states.${step.to}`)}</StatePill>
            <p className="small">{step.reason}</p>
            <p className="tiny muted num">
              {step.actor} <time dateTime={step.at}>{chinaDayAndClock(step.at)}</time>
            </p>
          </li>
        ))}
      </ol>
      {act ? (
        <TeamActDialog
          team={team}
          act={act}
          onClose={() => setAct(null)}
          onDone={(changed) => {
            setAct(null);
            onChanged(changed);
          }}
        />
      ) : null}
    </Drawer>
  );
}

interface WordsProps {
  title: string;
  name: string | null;
  slogan: string | null;
  pictureUrl: string | null;
}

function Words({ title, name, slogan, pictureUrl }: WordsProps) {
  return (
    <section className="staff-team-words">
      <h2>{title}</h2>
      {name ? <b>{name}</b> : null}
      {slogan ? <p>{slogan}</p> : null}
      {pictureUrl ? <img src={pictureUrl} alt="" loading="lazy" /> : null}
    </section>
  );
}

function Acts({ team, onAct }: { team: StaffTeamParts; onAct: (act: TeamAct) => void }) {
  const { t } = useTranslation('staffTeams');
  const isShown = team.state === 'PUBLIC' || team.state === 'IN_REVIEW' || team.state === 'CLOSED';
  return (
    <p className="staff-team-acts">
      {waits(team) ? (
        <>
          <Button type="primary" onClick={() => onAct('approve')}>
            {t('acts.approve.action')}
          </Button>
          <Button onClick={() => onAct('reject')}>{t('acts.reject.action')}</Button>
        </>
      ) : null}
      {isShown ? (
        <Button danger onClick={() => onAct('takeDown')}>
          {t('acts.takeDown.action')}
        </Button>
      ) : null}
      {team.state === 'TAKEN_DOWN' ? (
        <Button onClick={() => onAct('restore')}>{t('acts.restore.action')}</Button>
      ) : null}
    </p>
  );
}

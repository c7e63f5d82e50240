import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Cover } from '../../components/cover.js';
import { LargeAmount } from '../../components/amount.js';
import { Notice } from '../../components/notice.js';
import { percentOf, ProgressLine } from '../../components/progress-line.js';
import { RisingTotal } from '../../components/rising-total.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import { TeamRows } from './team-rows.js';
import { TeamShare } from './team-share.js';
import type { TeamParts, TeamTotalsParts } from './team.fragments.js';
import './teams.css';

interface TeamViewProps {
  team: TeamParts;
  totals: TeamTotalsParts;
}

/** Picture, name, who leads it, and its own words; or why it was taken down. */
export function TeamHead({ team }: { team: TeamParts }) {
  const { t } = useTranslation(['teams', 'common']);
  const { campaign, region, orgUnit } = team;
  return (
    <header className="team-head">
      <Cover
        url={team.pictureUrl ?? campaign.coverUrl}
        srcset={team.pictureUrl ? team.pictureSrcset : campaign.coverSrcset}
        eager
      />
      <h1>{team.name}</h1>
      <p className="small muted team-facts">
        <span className="pill">{team.parent ? t('page.squad') : t(`kinds.${team.kind}`)}</span>
        {region ? <span>{region.shortName}</span> : null}
        {orgUnit ? <span>{t('page.ledBy', { name: orgUnit.name })}</span> : null}
        <Link to={`/c/${campaign.slug}`}>{campaign.title}</Link>
      </p>
      {team.state === 'TAKEN_DOWN' ? (
        <Notice tone="seal" title={t('page.takenDown')}>
          {t('page.because', { reason: team.overBecause ?? '' })}
        </Notice>
      ) : null}
      {team.state === 'CLOSED' ? (
        <Notice tone="waiting" title={t('page.closed')}>
          {t('page.because', { reason: team.overBecause ?? '' })} {t('page.closedText')}
        </Notice>
      ) : null}
      {team.slogan ? <blockquote className="team-words">{team.slogan}</blockquote> : null}
    </header>
  );
}

/** What the team has raised, then the team above it and the campaign: each holds the one before. */
export function TeamProgress({ team, totals }: TeamViewProps) {
  const { t } = useTranslation(['teams', 'campaign']);
  const raised = fenOf(totals.raised);
  const target = totals.target === null ? null : fenOf(totals.target);
  const { parent } = totals;
  const { campaign } = team;
  return (
    <section className="team-progress" aria-label={t('campaign:raised.label')}>
      <p className="raised-total">
        <span className="tiny muted">{t('campaign:raised.raised')}</span>
        <RisingTotal fen={raised} className="raised-figure" />
      </p>
      {target === null ? null : (
        <ProgressLine
          part={raised}
          whole={target}
          label={t('campaign:raised.progress', { percent: percentOf(raised, target) })}
        />
      )}
      <p className="small num">
        {t('campaign:raised.giftCount', { count: totals.gifts, shown: formatCount(totals.gifts) })}
        {target === null ? null : (
          <>
            {' · '}
            {t('page.target')} <LargeAmount fen={target} />
          </>
        )}
      </p>
      <dl className="team-above">
        {parent ? (
          <div>
            <dt>
              <Link to={`/c/${campaign.slug}/teams/${parent.id}`}>{parent.name}</Link>
            </dt>
            <dd className="num">{formatYuan(fenOf(parent.raised))}</dd>
          </div>
        ) : null}
        <div>
          <dt>
            <Link to={`/c/${campaign.slug}`}>{t('page.campaign')}</Link>
          </dt>
          <dd className="num">{formatYuan(fenOf(campaign.progress.raised))}</dd>
        </div>
      </dl>
    </section>
  );
}

/** The squads of a team; their gifts are in its total. */
export function TeamSquads({ team, totals }: TeamViewProps) {
  const { t } = useTranslation('teams');
  const { slug, state } = team.campaign;
  if (team.parent) return null;
  const mayOpen = team.state === 'PUBLIC' && state === 'LIVE';
  if (totals.squads.length === 0 && !mayOpen) return null;
  return (
    <section>
      <h2>{t('page.squads')}</h2>
      {totals.squads.length > 0 ? (
        <>
          <TeamRows slug={slug} teams={totals.squads} ranked within />
          <p className="tiny muted num team-own">{t('page.own', { amount: formatYuan(fenOf(totals.ownRaised)) })}</p>
        </>
      ) : (
        <p className="small muted">{t('page.noSquads')}</p>
      )}
      {mayOpen ? (
        <p className="team-actions">
          <Link className="button quiet compact" to={`/c/${slug}/open-team?team=${team.id}`}>
            {t('page.openSquad')}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

/** How to pass it on, and how to speak up about it. */
export function TeamFoot({ team, onReport }: { team: TeamParts; onReport: () => void }) {
  const { t } = useTranslation('teams');
  return (
    <>
      {team.state === 'PUBLIC' ? <TeamShare slug={team.campaign.slug} id={team.id} name={team.name} /> : null}
      <section>
        <p className="small muted">{t('page.privacy')}</p>
        {team.state === 'TAKEN_DOWN' ? null : (
          <p>
            <button type="button" className="link small" onClick={onReport}>
              {t('page.report')}
            </button>
          </p>
        )}
      </section>
    </>
  );
}

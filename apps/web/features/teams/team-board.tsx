import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatCount } from '../../lib/money.js';
import type { ResultOf } from '../../lib/graphql.js';
import { CityRows } from './city-rows.js';
import { TeamRows } from './team-rows.js';
import type { CampaignTeams } from './team.fragments.js';
import './teams.css';

/** Teams and cities on a campaign's page: ranked as units, by gifts or by amount; find your team, or start one. */
export function TeamBoard({ campaign }: { campaign: ResultOf<typeof CampaignTeams> }) {
  const { t } = useTranslation('teams');
  const [unit, setUnit] = useState<Unit>('TEAMS');
  const [order, setOrder] = useState<'GIFTS' | 'AMOUNT'>('GIFTS');
  const { slug, state, teamCounts, byGifts, byAmount, cities } = campaign;
  const isLive = state === 'LIVE';
  if (byGifts.length === 0 && !isLive) return null;
  return (
    <section className="team-board" aria-labelledby="team-board-title">
      <h2 id="team-board-title" className="section-title">
        {t('board.title')}{' '}
        <small className="num">
          {t('board.counts', { teams: formatCount(teamCounts.teams), squads: formatCount(teamCounts.squads) })}
        </small>
      </h2>
      {byGifts.length === 0 ? (
        <p className="muted">{t('board.empty')}</p>
      ) : (
        <>
          <div className="team-choices">
            <UnitChoice unit={unit} onChange={setUnit} />
            <OrderChoice order={order} onChange={setOrder} />
          </div>
          {unit === 'TEAMS' ? (
            <TeamRows slug={slug} teams={order === 'GIFTS' ? byGifts : byAmount} ranked />
          ) : (
            <CityRows cities={cities} order={order} />
          )}
        </>
      )}
      <p className="team-actions">
        {byGifts.length > 0 ? (
          <Link className="button quiet compact" to={`/c/${slug}/teams`}>
            {t('board.find')}
          </Link>
        ) : null}
        {isLive ? (
          <Link className="button quiet compact" to={`/c/${slug}/open-team`}>
            {t('board.open')}
          </Link>
        ) : null}
      </p>
    </section>
  );
}

type Unit = 'TEAMS' | 'CITIES';

function UnitChoice({ unit, onChange }: { unit: Unit; onChange: (unit: Unit) => void }) {
  const { t } = useTranslation('teams');
  return (
    <div className="team-order" role="group" aria-label={t('board.unit')}>
      {(['TEAMS', 'CITIES'] as const).map((each) => (
        <button key={each} type="button" aria-pressed={unit === each} onClick={() => onChange(each)}>
          {t(`board.units.${each}`)}
        </button>
      ))}
    </div>
  );
}

interface OrderChoiceProps {
  order: 'GIFTS' | 'AMOUNT';
  onChange: (order: 'GIFTS' | 'AMOUNT') => void;
}

/** By number of gifts, so that small ones count as much as large ones; or by amount. */
export function OrderChoice({ order, onChange }: OrderChoiceProps) {
  const { t } = useTranslation('teams');
  return (
    <div className="team-order" role="group" aria-label={t('board.order')}>
      {(['GIFTS', 'AMOUNT'] as const).map((each) => (
        <button key={each} type="button" aria-pressed={order === each} onClick={() => onChange(each)}>
          {t(`board.orders.${each}`)}
        </button>
      ))}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import type { TeamRowParts } from './team.fragments.js';
import './teams.css';

interface TeamRowsProps {
  slug: string;
  teams: readonly TeamRowParts[];
  /** Whether the place in the list is a rank. */
  ranked?: boolean;
  /** Whether they stand on the page of their own team, which need not be named again. */
  within?: boolean;
}

/** Units with their totals, each a link to its page. */
export function TeamRows({ slug, teams, ranked = false, within = false }: TeamRowsProps) {
  const { t } = useTranslation(['teams', 'campaign', 'common']);
  return (
    <ol className="card team-rows">
      {teams.map((team, index) => (
        <li key={team.id} className={ranked ? 'ranked' : ''}>
          {ranked ? <span className="team-rank num">{index + 1}</span> : null}
          <div>
            <Link to={`/c/${slug}/teams/${team.id}`}>{team.name}</Link>
            <div className="tiny muted num">
              {t('campaign:raised.giftCount', { count: team.gifts, shown: formatCount(team.gifts) })}
              {' · '}
              {team.parent && !within ? t('rows.squadOf', { team: team.parent.name }) : t(`kinds.${team.kind}`)}
              {team.region ? ` · ${team.region.shortName}` : ''}
              {team.state === 'CLOSED' ? ` · ${t('states.CLOSED')}` : ''}
            </div>
          </div>
          <span className="num">{formatYuan(fenOf(team.raised))}</span>
        </li>
      ))}
    </ol>
  );
}

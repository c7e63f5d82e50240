import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import type { BoardCity } from './team.fragments.js';
import './teams.css';

interface CityRowsProps {
  cities: readonly BoardCity[];
  order: 'GIFTS' | 'AMOUNT';
}

/** Cities as units, by what was given for each of them by name; what the pool shares out is nobody's merit. */
export function CityRows({ cities, order }: CityRowsProps) {
  const { t } = useTranslation('campaign');
  const ranked = [...cities].filter(({ gifts }) => gifts > 0).sort(order === 'GIFTS' ? byGifts : byAmount);
  return (
    <ol className="card team-rows">
      {ranked.map(({ region, gifts, direct }, index) => (
        <li key={region.code} className="ranked">
          <span className="team-rank num">{index + 1}</span>
          <div>
            <Link to={`/cities/${region.code}`}>{region.name}</Link>
            <div className="tiny muted num">{t('raised.giftCount', { count: gifts, shown: formatCount(gifts) })}</div>
          </div>
          <span className="num">{formatYuan(fenOf(direct))}</span>
        </li>
      ))}
    </ol>
  );
}

function byGifts(one: BoardCity, other: BoardCity): number {
  return other.gifts - one.gifts || byAmount(one, other);
}

function byAmount(one: BoardCity, other: BoardCity): number {
  const more = fenOf(other.direct) - fenOf(one.direct);
  if (more === 0n) return one.region.code < other.region.code ? -1 : 1;
  return more > 0n ? 1 : -1;
}

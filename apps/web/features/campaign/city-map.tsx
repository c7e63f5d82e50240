import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fenOf, formatTileYuan, formatYuan, shareInBasisPoints } from '../../lib/money.js';
import { useLocale } from '../../lib/use-locale.js';
import type { Totals } from './use-live-campaign.js';
import './city-map.css';

type City = Totals['cities'][number];

interface CityMapProps {
  cities: readonly City[];
  /** Left out while the campaign takes no gifts. */
  onGive: ((regionCode: string) => void) | undefined;
}

/** Hunan as 14 tiles (a cartogram: no map needs no approval number). The fuller a tile, the deeper its red. */
export function CityMap({ cities, onGive }: CityMapProps) {
  const { t } = useTranslation('campaign');
  const [chosen, setChosen] = useState<string | null>(null);
  const city = cities.find(({ region }) => region.code === chosen);
  const most = cities.reduce((max, { raised }) => (fenOf(raised) > max ? fenOf(raised) : max), 0n);
  return (
    <section id="where" aria-labelledby="where-title">
      <h2 id="where-title" className="section-title">
        {t('where.title')} <small>{t('where.hint')}</small>
      </h2>
      <p className="small muted where-promise">{t('where.promise')}</p>
      <ul className="tiles">
        {[...cities]
          .sort((a, b) => a.row - b.row || a.column - b.column)
          .map((each) => (
            <Tile
              key={each.region.code}
              city={each}
              most={most}
              chosen={each.region.code === chosen}
              onChoose={() => setChosen(each.region.code === chosen ? null : each.region.code)}
            />
          ))}
      </ul>
      <div aria-live="polite">{city ? <CityDetail key={city.region.code} city={city} onGive={onGive} /> : null}</div>
    </section>
  );
}

interface TileProps {
  city: City;
  most: bigint;
  chosen: boolean;
  onChoose: () => void;
}

function Tile({ city, most, chosen, onChoose }: TileProps) {
  const locale = useLocale();
  const raised = fenOf(city.raised);
  const depth = 6 + (shareInBasisPoints(raised, most) * 34) / 10_000;
  return (
    <li style={{ gridRow: city.row + 1, gridColumn: city.column + 1 }}>
      <button
        type="button"
        className="tile"
        style={{ '--depth': `${depth.toFixed(1)}%` }}
        aria-pressed={chosen}
        aria-label={`${city.region.name} ${formatYuan(raised)}`}
        onClick={onChoose}
      >
        <b>{city.region.shortName}</b>
        <span className="num">{formatTileYuan(raised, locale)}</span>
      </button>
    </li>
  );
}

function CityDetail({ city, onGive }: { city: City; onGive: CityMapProps['onGive'] }) {
  const { t } = useTranslation('campaign');
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div className="card city-detail" ref={card}>
      <h3>{city.orgUnit.name}</h3>
      <dl className="city-flow num">
        <div>
          <dt className="tiny muted">{t('where.direct')}</dt>
          <dd>{formatYuan(fenOf(city.direct))}</dd>
        </div>
        <div>
          <dt className="tiny muted">{t('where.pool')}</dt>
          <dd>{formatYuan(fenOf(city.pool))}</dd>
        </div>
        <div>
          <dt className="tiny muted">{t('where.total')}</dt>
          <dd>{formatYuan(fenOf(city.raised))}</dd>
        </div>
      </dl>
      <p className="tiny muted">{t('where.detailHint')}</p>
      {onGive ? (
        <button type="button" className="button quiet wide compact" onClick={() => onGive(city.region.code)}>
          {t('where.give', { city: city.region.shortName })}
        </button>
      ) : null}
    </div>
  );
}

import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Cartogram } from '../../components/cartogram.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Totals } from './use-live-campaign.js';
import './city-map.css';

type City = Totals['cities'][number];

interface CityMapProps {
  cities: readonly City[];
  /** Left out while the campaign takes no gifts. */
  onGive: ((regionCode: string) => void) | undefined;
}

/** Where the money goes: a tile a city, and what a tapped one received. */
export function CityMap({ cities, onGive }: CityMapProps) {
  const { t } = useTranslation('campaign');
  const [chosen, setChosen] = useState<string | null>(null);
  const city = cities.find(({ region }) => region.code === chosen);
  return (
    <section id="where" aria-labelledby="where-title">
      <h2 id="where-title" className="section-title">
        {t('where.title')} <small>{t('where.hint')}</small>
      </h2>
      <p className="small muted where-promise">{t('where.promise')}</p>
      <Cartogram
        tiles={cities.map(({ region, raised, row, column }) => ({ ...region, amount: fenOf(raised), row, column }))}
        current={chosen}
        onChoose={(code) => setChosen(code === chosen ? null : code)}
      />
      <div aria-live="polite">{city ? <CityDetail key={city.region.code} city={city} onGive={onGive} /> : null}</div>
    </section>
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
      <p className="tiny muted">
        {t('where.detailHint')} <Link to={`/cities/${city.region.code}`}>{t('where.more')}</Link>
      </p>
      {onGive ? (
        <button type="button" className="button quiet wide compact" onClick={() => onGive(city.region.code)}>
          {t('where.give', { city: city.region.shortName })}
        </button>
      ) : null}
    </div>
  );
}

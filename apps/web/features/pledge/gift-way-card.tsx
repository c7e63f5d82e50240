import { useTranslation } from 'react-i18next';
import { chinaClock, chinaDay } from '../../lib/china-time.js';
import { stationsOf, type Station } from './gift-way.js';
import type { Pledge } from './use-pledge.js';

/** Four stations, filled one by one. */
export function GiftWay({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation('pledge');
  const stations = stationsOf(pledge);
  const now = stations.find(({ status }) => status === 'now');
  return (
    <section className="card" aria-label={t('way.label')}>
      <ol className="way">
        {stations.map((station) => (
          <li
            key={station.name}
            className={station.status}
            aria-current={station.status === 'now' ? 'step' : undefined}
          >
            {t(`way.${station.name}.${station.status === 'done' ? 'done' : 'later'}`)}
            <StationNote station={station} />
          </li>
        ))}
      </ol>
      {now ? (
        <p className="small muted" role="status">
          {t(`way.${now.name}.waiting`)}
        </p>
      ) : null}
    </section>
  );
}

function StationNote({ station }: { station: Station }) {
  const { t } = useTranslation('pledge');
  if (station.at) {
    return (
      <time className="num" dateTime={station.at} title={chinaDay(station.at)}>
        {chinaClock(station.at)}
      </time>
    );
  }
  if (station.status === 'done') return null;
  return <small>{station.status === 'now' ? t('way.now') : t('way.notYet')}</small>;
}

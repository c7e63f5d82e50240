import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { readFragment, type FragmentOf, type ResultOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { CampaignWallQuery } from './campaign-wall.query.js';
import { WallPage } from './campaign.fragments.js';
import { withNewest, withOlder, type WallSoFar } from './wall-entries.js';
import './wall.css';

type Entry = ResultOf<typeof WallPage>['edges'][number]['node'];

interface WallProps {
  slug: string;
  firstPage: FragmentOf<typeof WallPage>;
  newest: FragmentOf<typeof WallPage> | null;
}

/** The newest gifts; older ones on request, new ones on top by themselves. */
export function Wall({ slug, firstPage, newest }: WallProps) {
  const { t } = useTranslation(['campaign', 'common']);
  const { wall, loading, fault, loadMore } = useWall(slug, firstPage, newest);
  return (
    <section>
      <h2 className="section-title">
        {t('wall.title')} <small>{t('wall.hint')}</small>
      </h2>
      {wall.entries.length === 0 ? (
        <p className="muted">{t('wall.empty')}</p>
      ) : (
        <ul className="wall">
          {wall.entries.map((entry) => (
            <WallRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {fault ? <FaultNotice fault={fault} onRetry={loadMore} urgent /> : null}
      {wall.hasNextPage && !fault ? (
        <button type="button" className="button quiet wide compact" onClick={loadMore} aria-disabled={loading}>
          {loading ? t('common:actions.loadingMore') : t('common:actions.loadMore')}
        </button>
      ) : null}
    </section>
  );
}

function WallRow({ entry }: { entry: Entry }) {
  const { t } = useTranslation(['campaign', 'common']);
  const name = entry.displayName ?? t('common:anonymous');
  const place = entry.designation.region?.shortName ?? t('common:provincePool');
  return (
    <li>
      <span className="wall-face" aria-hidden="true">
        {[...name][0]}
      </span>
      <div className="wall-words">
        <b>{name}</b> <span className="tiny muted">{t('wall.to', { place })}</span>
        {entry.honour ? (
          <p className="small muted">{t(`common:honour.${entry.honour.kind}`, { name: entry.honour.name })}</p>
        ) : null}
        {entry.message ? <p className="small">{entry.message}</p> : null}
        <time className="tiny muted num" dateTime={entry.paidAt}>
          {chinaDayAndClock(entry.paidAt)}
        </time>
      </div>
      <span className="num">{formatYuan(fenOf(entry.amount))}</span>
    </li>
  );
}

function useWall(slug: string, firstPage: FragmentOf<typeof WallPage>, newest: FragmentOf<typeof WallPage> | null) {
  const client = useClient();
  const [wall, setWall] = useState<WallSoFar<Entry>>(() => wallOf(firstPage));
  const [loading, setLoading] = useState(false);
  const [fault, setFault] = useState<ApiFault | null>(null);

  useEffect(() => {
    if (newest) setWall((shown) => withNewest(shown, wallOf(newest)));
  }, [newest]);

  const loadMore = async (): Promise<void> => {
    if (loading) return;
    setLoading(true);
    setFault(null);
    const result = await client.query(CampaignWallQuery, { slug, after: wall.endCursor }).toPromise();
    setLoading(false);
    const page = result.data?.campaign?.wall;
    if (page) setWall((shown) => withOlder(shown, wallOf(page)));
    else setFault(result.error ? apiFaultOf(result.error) : 'not_found');
  };
  return { wall, loading, fault, loadMore: () => void loadMore() };
}

function wallOf(page: FragmentOf<typeof WallPage>): WallSoFar<Entry> {
  const { edges, pageInfo } = readFragment(WallPage, page);
  return { entries: edges.map(({ node }) => node), ...pageInfo };
}

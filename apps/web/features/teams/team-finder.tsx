import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Skeleton } from '../../components/skeleton.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { FindTeamsQuery } from './find-teams.query.js';
import { OrderChoice } from './team-board.js';
import { TeamRows } from './team-rows.js';
import './teams.css';

/** How long somebody who types is left alone. */
const PAUSE_MS = 300;

interface TeamFinderProps {
  campaignId: string;
  slug: string;
}

/** Every team of a campaign: ranked, or found by a part of its name. */
export function TeamFinder({ campaignId, slug }: TeamFinderProps) {
  const { t } = useTranslation(['teams', 'common']);
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<'GIFTS' | 'AMOUNT'>('GIFTS');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQueryConnection(
    FindTeamsQuery,
    { campaignId, search: search || null, order },
    (data) => data.findTeams,
  );
  const isLoading = found.status === 'loading' && found.nodes.length === 0;
  return (
    <div className="team-finder">
      <Field label={t('finder.search')} hint={t('finder.hint')}>
        {(control) => (
          <input
            {...control}
            className="input"
            type="search"
            maxLength={24}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <OrderChoice order={order} onChange={setOrder} />
      <div aria-live="polite" aria-busy={isLoading}>
        {isLoading ? <Skeleton shape="rows" /> : null}
        {found.nodes.length > 0 ? <TeamRows slug={slug} teams={found.nodes} ranked={search === ''} /> : null}
        {found.status === 'ready' && found.nodes.length === 0 ? (
          <p className="muted">{search === '' ? t('board.empty') : t('finder.none', { search })}</p>
        ) : null}
      </div>
      {found.fault ? <FaultNotice fault={found.fault} onRetry={found.reload} /> : null}
      {found.hasMore ? (
        <button type="button" className="button quiet compact" onClick={found.loadMore}>
          {t('common:actions.loadMore')}
        </button>
      ) : null}
    </div>
  );
}

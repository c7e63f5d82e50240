import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { StatePill } from '../../components/state-pill.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { chinaDay } from '../../lib/china-time.js';
import { readFragment, type FragmentOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { webAddress } from '../../lib/web-address.js';
import { OwnGift, OwnGiftsPage } from './my.fragments.js';
import { OlderGiftsQuery } from './older-gifts.query.js';
import { ownPath } from './own-path.js';

/** The donor's gifts, newest first; older ones on request. */
export function GiftList({ firstPage }: { firstPage: FragmentOf<typeof OwnGiftsPage> }) {
  const { t } = useTranslation(['my', 'common']);
  const { gifts, hasNextPage, loading, fault, loadMore } = useGifts(firstPage);
  return (
    <section aria-labelledby="my-gifts">
      <h2 id="my-gifts">{t('gifts.title')}</h2>
      {gifts.length === 0 ? (
        <div className="card my-empty">
          <p className="muted">{t('gifts.none')}</p>
          <Link className="button quiet compact" to="/campaigns">
            {t('gifts.see')}
          </Link>
        </div>
      ) : (
        <ul className="card my-list">
          {gifts.map((gift) => (
            <GiftRow key={gift.id} gift={gift} />
          ))}
        </ul>
      )}
      {fault ? <FaultNotice fault={fault} onRetry={loadMore} urgent /> : null}
      {hasNextPage && !fault ? (
        <button type="button" className="button quiet wide compact" onClick={loadMore} aria-disabled={loading}>
          {loading ? t('common:actions.loadingMore') : t('common:actions.loadMore')}
        </button>
      ) : null}
    </section>
  );
}

function GiftRow({ gift: row }: { gift: FragmentOf<typeof OwnGift> }) {
  const { t } = useTranslation(['my', 'common']);
  const gift = readFragment(OwnGift, row);
  const page = ownPath(gift.pageUrl);
  const paper = webAddress(gift.receipt?.downloadUrl);
  const certificate = webAddress(gift.certificateUrl);
  const returned = fenOf(gift.returned);
  const place = gift.designation.region?.name ?? t('common:provincePool');
  return (
    <li>
      <div className="my-row">
        <b className="num">{formatYuan(fenOf(gift.amount))}</b>
        <StatePill state={gift.state}>{t(`common:pledgeState.${gift.state}`)}</StatePill>
        <time className="tiny muted num" dateTime={gift.paidAt ?? gift.createdAt}>
          {chinaDay(gift.paidAt ?? gift.createdAt)}
        </time>
      </div>
      <p className="small">{t('gifts.to', { campaign: gift.campaign.title, place })}</p>
      {gift.honour ? (
        <p className="tiny muted">{t(`common:honour.${gift.honour.kind}`, { name: gift.honour.name })}</p>
      ) : null}
      {returned > 0n ? <p className="tiny muted">{t('gifts.returned', { amount: formatYuan(returned) })}</p> : null}
      <p className="my-links tiny">
        {page ? (
          <Link className="link" to={page}>
            {gift.paidAt ? t('gifts.trace') : t('gifts.open')}
          </Link>
        ) : null}
        {paper && gift.receipt ? (
          <a className="link" href={paper} download>
            {t('gifts.receipt', { number: gift.receipt.number })}
          </a>
        ) : null}
        {certificate ? (
          <a className="link" href={certificate} target="_blank" rel="noreferrer">
            {t('gifts.certificate')}
          </a>
        ) : null}
        {page && gift.state === 'PAID' ? (
          <Link className="link" to={`${page}#refund`}>
            {t('gifts.refund')}
          </Link>
        ) : null}
      </p>
    </li>
  );
}

function useGifts(firstPage: FragmentOf<typeof OwnGiftsPage>) {
  const client = useClient();
  const first = readFragment(OwnGiftsPage, firstPage);
  const [older, setOlder] = useState<(typeof first)[]>([]);
  const [loading, setLoading] = useState(false);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const { hasNextPage, endCursor } = (older.at(-1) ?? first).pageInfo;
  const loadMore = async (): Promise<void> => {
    if (loading || !endCursor) return;
    setLoading(true);
    setFault(null);
    const result = await client.query(OlderGiftsQuery, { after: endCursor }).toPromise();
    setLoading(false);
    const page = result.data?.donor.gifts;
    if (page) setOlder((known) => [...known, readFragment(OwnGiftsPage, page)]);
    else setFault(result.error ? apiFaultOf(result.error) : 'internal');
  };
  const gifts = [first, ...older].flatMap(({ edges }) => edges.map(({ node }) => node));
  return { gifts, hasNextPage, loading, fault, loadMore: () => void loadMore() };
}

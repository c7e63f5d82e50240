import { Drawer } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { chinaDay, chinaDayAndClock } from '../../lib/china-time.js';
import type { ResultOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { FaultNotice } from '../fault-notice.js';
import { Skeleton } from '../skeleton.js';
import './posting-drawer.css';
import { PostingQuery } from './posting.query.js';
import { TableFrame } from './table-frame.js';

type Posting = ResultOf<typeof PostingQuery>['posting'];

/** Explains one posting, and goes on to what belongs to it. */
export function PostingDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('ledger');
  const [trail, setTrail] = useState<readonly string[]>([id]);
  const shown = trail.at(-1) ?? id;
  return (
    <Drawer open onClose={onClose} title={t('posting.title')} size={480} className="posting-drawer">
      {trail.length > 1 ? (
        <button type="button" className="text-button small" onClick={() => setTrail(trail.slice(0, -1))}>
          {t('posting.back')}
        </button>
      ) : null}
      <Explained key={shown} id={shown} onFollow={(next) => setTrail([...trail, next])} />
    </Drawer>
  );
}

function Explained({ id, onFollow }: { id: string; onFollow: (id: string) => void }) {
  const answer = usePageQuery(PostingQuery, { id });
  if (answer.status === 'loading') return <Skeleton lines={6} />;
  if (answer.status === 'failed') return <FaultNotice fault={answer.fault} onRetry={answer.retry} />;
  const { posting } = answer.data;
  return (
    <>
      <Facts posting={posting} />
      <Lines posting={posting} />
      <Rule posting={posting} />
      <Links posting={posting} onFollow={onFollow} />
    </>
  );
}

function Facts({ posting }: { posting: Posting }) {
  const { t } = useTranslation('ledger');
  const { event, occurredAt, bookedAt, position, batchNumber, proposedBy, approvedBy, note, document, giftPledgeId } =
    posting;
  return (
    <>
      <p className="posting-event">{event}</p>
      <dl className="posting-facts num">
        <dt>{t('posting.id')}</dt>
        <dd>{posting.id}</dd>
        <dt>{t('posting.occurredAt')}</dt>
        <dd>{chinaDayAndClock(occurredAt)}</dd>
        <dt>{t('posting.bookedAt')}</dt>
        <dd>{chinaDayAndClock(bookedAt)}</dd>
        <dt>{t('posting.place')}</dt>
        <dd>{t('posting.row', { position, batch: batchNumber })}</dd>
        <dt>{t('posting.proposedBy')}</dt>
        <dd>{proposedBy ?? t('posting.nobody')}</dd>
        <dt>{t('posting.approvedBy')}</dt>
        <dd>{approvedBy ?? t('posting.nobody')}</dd>
        {document ? (
          <>
            <dt>{t('posting.document')}</dt>
            <dd>
              <StaffLink to={addressOf(document)}>{document}</StaffLink>
            </dd>
          </>
        ) : null}
        {giftPledgeId ? (
          <>
            <dt>{t('posting.pledge')}</dt>
            <dd>
              <StaffLink to={`/pledges/${giftPledgeId}`}>{t('posting.openPledge')}</StaffLink>
            </dd>
          </>
        ) : null}
        {note ? (
          <>
            <dt>{t('posting.note')}</dt>
            <dd>{note}</dd>
          </>
        ) : null}
      </dl>
    </>
  );
}

/** The page of a document, by what its number begins with. */
function addressOf(document: string): string | null {
  if (document.startsWith('rea_')) return `/staff/reallocations/${document}`;
  if (document.startsWith('rfd_')) return `/staff/refunds/${document}`;
  return document.startsWith('dsp_') ? `/staff/disputes/${document}` : null;
}

/** Leads on where the foundation's staff may go; a federation reads the same words without a link. */
function StaffLink({ to, children }: { to: string | null; children: ReactNode }) {
  const atStaff = useLocation().pathname.includes('/staff');
  return to && atStaff ? <Link to={to}>{children}</Link> : children;
}

function Lines({ posting }: { posting: Posting }) {
  const { t } = useTranslation('ledger');
  const amount = (fen: string): string => (fenOf(fen) === 0n ? '' : formatYuan(fenOf(fen)));
  return (
    <>
      <h2>{t('posting.lines')}</h2>
      <TableFrame label={t('posting.lines')}>
        <table className="posting-lines num">
          <thead>
            <tr>
              <th scope="col">{t('columns.account')}</th>
              <th scope="col">{t('columns.debit')}</th>
              <th scope="col">{t('columns.credit')}</th>
            </tr>
          </thead>
          <tbody>
            {posting.lines.map(({ account, debit, credit }, index) => (
              <tr key={`${account.id}-${index}`}>
                <td>
                  {account.code} {account.name}
                  {account.of ? <small>{account.of}</small> : null}
                </td>
                <td>{amount(debit)}</td>
                <td>{amount(credit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </>
  );
}

/** The rule's version and what it split by. */
function Rule({ posting }: { posting: Posting }) {
  const { t } = useTranslation('ledger');
  const { rule, inputs, totalWeight, managementBp, feeCarrier } = posting;
  if (!rule && inputs.length === 0) return null;
  return (
    <>
      <h2>{t('posting.rule')}</h2>
      {rule ? (
        <p className="small">
          <StaffLink to={`/staff/rules/${rule.id}`}>
            {t('posting.ruleVersion', { version: rule.version, day: chinaDay(rule.effectiveFrom) })}
          </StaffLink>{' '}
          {rule.summary}
        </p>
      ) : null}
      {inputs.length > 1 ? (
        <p className="small muted num">
          {t('posting.weights', {
            total: totalWeight ?? '–',
            weights: inputs.map(({ city, weight }) => `${city} ${weight}`).join(t('posting.separator')),
          })}
        </p>
      ) : null}
      {managementBp !== null && feeCarrier !== null ? (
        <p className="small muted num">
          {t('posting.kept', {
            percent: `${Math.trunc(managementBp / 100)}.${String(managementBp % 100).padStart(2, '0')}%`,
            carrier: t(`posting.carrier.${feeCarrier}`),
          })}
        </p>
      ) : null}
    </>
  );
}

function Links({ posting, onFollow }: { posting: Posting; onFollow: (id: string) => void }) {
  const { t } = useTranslation('ledger');
  if (posting.links.length === 0) return null;
  return (
    <>
      <h2>{t('posting.links')}</h2>
      <ul className="posting-links">
        {posting.links.map(({ id, relation, event, position }) => (
          <li key={id}>
            <span className="tiny muted">{relation}</span>
            <button type="button" className="text-button" onClick={() => onFollow(id)}>
              {event} <span className="num">#{position}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

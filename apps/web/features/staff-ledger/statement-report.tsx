import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadMore } from '../../components/console/load-more.js';
import { PostingDrawer } from '../../components/console/posting-drawer.js';
import { TableFrame } from '../../components/console/table-frame.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import type { ResultOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { AccountsQuery, EntryPostingsQuery, StatementQuery } from './ledger.queries.js';
import { ReportFrame } from './report-frame.js';

type Entry = ResultOf<typeof StatementQuery>['accountStatement']['entries']['edges'][number]['node'];

interface StatementReportProps {
  account: string;
  onChoose: (account: string) => void;
}

/** The entries of one account; each opens to its gifts and transfers, and each of those to its explanation. */
export function StatementReport({ account, onChoose }: StatementReportProps) {
  const { t } = useTranslation('ledger');
  const answer = usePageQuery(AccountsQuery, {});
  const [days, setDays] = useState({ from: '', to: '' });
  const query = new URLSearchParams({
    account,
    ...(days.from ? { from: days.from } : {}),
    ...(days.to ? { to: days.to } : {}),
  });
  return (
    <ReportFrame answer={answer}>
      {({ ledgerAccounts }) => (
        <>
          <div className="console-filters">
            <label className="ledger-account">
              {t('columns.account')}
              <select value={account} onChange={(event) => onChoose(event.target.value)}>
                <option value="">{t('statement.choose')}</option>
                {ledgerAccounts.map(({ id, code, name, of }) => (
                  <option key={id} value={id}>
                    {[code, name, of].filter(Boolean).join(' · ')}
                  </option>
                ))}
              </select>
            </label>
            {(['from', 'to'] as const).map((edge) => (
              <label key={edge}>
                {t(`statement.${edge}`)}
                <input
                  type="date"
                  value={days[edge]}
                  max="9999-12-31"
                  onChange={(event) => setDays({ ...days, [edge]: event.target.value })}
                />
              </label>
            ))}
            {account ? (
              <span className="console-actions ledger-exports">
                <Button href={`/exports/statement.csv?${query}`}>{t('export.csv')}</Button>
                <Button href={`/exports/statement.xlsx?${query}`}>{t('export.xlsx')}</Button>
              </span>
            ) : null}
          </div>
          {account ? (
            <Entries key={`${account}/${days.from}/${days.to}`} accountId={Number(account)} days={days} />
          ) : (
            <div className="console-teach">
              <b>{t('statement.teachTitle')}</b>
              {t('statement.teachText')}
            </div>
          )}
        </>
      )}
    </ReportFrame>
  );
}

function Entries({ accountId, days }: { accountId: number; days: { from: string; to: string } }) {
  const { t } = useTranslation('ledger');
  const [edges, setEdges] = useState<{ opening: string; closing: string } | null>(null);
  const [explained, setExplained] = useState<string | null>(null);
  const entries = useQueryConnection(
    StatementQuery,
    { accountId, from: days.from || null, to: days.to || null },
    ({ accountStatement: { opening, closing, entries: page } }) => {
      setEdges({ opening, closing });
      return page;
    },
  );
  return (
    <>
      {edges ? (
        <p className="num">
          {t('statement.edges', {
            opening: formatYuan(fenOf(edges.opening)),
            closing: formatYuan(fenOf(edges.closing)),
          })}
        </p>
      ) : null}
      {entries.nodes.map((entry) => (
        <EntryRow key={entry.id} accountId={accountId} entry={entry} onExplain={setExplained} />
      ))}
      {entries.status === 'ready' && entries.nodes.length === 0 ? (
        <div className="console-teach">{t('statement.none')}</div>
      ) : null}
      <LoadMore connection={entries} />
      {explained ? <PostingDrawer id={explained} onClose={() => setExplained(null)} /> : null}
    </>
  );
}

interface EntryRowProps {
  accountId: number;
  entry: Entry;
  onExplain: (id: string) => void;
}

function EntryRow({ accountId, entry, onExplain }: EntryRowProps) {
  const { t } = useTranslation('ledger');
  const [opened, setOpened] = useState(false);
  const { batchNumber, bookedAt, debit, credit, balance, gifts } = entry;
  const moved = [
    fenOf(debit) > 0n ? t('statement.debit', { amount: formatYuan(fenOf(debit)) }) : '',
    fenOf(credit) > 0n ? t('statement.credit', { amount: formatYuan(fenOf(credit)) }) : '',
  ].filter(Boolean);
  return (
    <details className="ledger-entry" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary className="num">
        <span>
          {chinaDayAndClock(bookedAt)}
          <small className="muted">
            {t('statement.batch', { batch: batchNumber })}
            {gifts > 0 ? ` · ${t('statement.gifts', { count: gifts })}` : ''}
          </small>
        </span>
        <span>{moved.join(' · ')}</span>
        <b>{formatYuan(fenOf(balance))}</b>
      </summary>
      {opened ? <EntryPostings accountId={accountId} batchNumber={batchNumber} onExplain={onExplain} /> : null}
    </details>
  );
}

interface EntryPostingsProps {
  accountId: number;
  batchNumber: string;
  onExplain: (id: string) => void;
}

function EntryPostings({ accountId, batchNumber, onExplain }: EntryPostingsProps) {
  const { t } = useTranslation('ledger');
  const postings = useQueryConnection(EntryPostingsQuery, { accountId, batchNumber }, (data) => data.entryPostings);
  return (
    <TableFrame label={t('statement.postings', { batch: batchNumber })}>
      <table className="ledger-table num">
        <thead>
          <tr>
            <th scope="col">{t('statement.event')}</th>
            <th scope="col">{t('columns.debit')}</th>
            <th scope="col">{t('columns.credit')}</th>
          </tr>
        </thead>
        <tbody>
          {postings.nodes.map(({ id, event, position, debit, credit }) => (
            <tr key={id}>
              <td>
                <button type="button" className="text-button" onClick={() => onExplain(id)}>
                  #{position} {event}
                </button>
              </td>
              <td>{fenOf(debit) === 0n ? '' : formatYuan(fenOf(debit))}</td>
              <td>{fenOf(credit) === 0n ? '' : formatYuan(fenOf(credit))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <LoadMore connection={postings} />
    </TableFrame>
  );
}

import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { BridgeReport } from './bridge-report.js';
import { IncomeReport } from './income-report.js';
import './staff-ledger.css';
import { StatementReport } from './statement-report.js';
import { TrialBalanceReport } from './trial-balance-report.js';

const TABS = ['balance', 'income', 'bridges', 'statement'] as const;
type Tab = (typeof TABS)[number];

/** The books by report; which one, and of which day, stands in the address. */
export function LedgerView() {
  const { t } = useTranslation('ledger');
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((each) => each === search.get('tab')) ?? 'balance';
  const asOf = search.get('asOf') ?? '';
  const choose = (change: Record<string, string>): void => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(change)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    setSearch(next, { replace: true });
  };
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="console-say">{t('say')}</p>
      <div className="ledger-tabs" role="group" aria-label={t('tabs.label')}>
        {TABS.map((each) => (
          <button key={each} type="button" aria-pressed={each === tab} onClick={() => choose({ tab: each })}>
            {t(`tabs.${each}`)}
          </button>
        ))}
      </div>
      <section className="card">
        {tab === 'statement' ? (
          <StatementReport account={search.get('account') ?? ''} onChoose={(account) => choose({ account })} />
        ) : (
          <>
            <AsOfFilter tab={tab} asOf={asOf} onChange={(day) => choose({ asOf: day })} />
            {tab === 'balance' ? (
              <TrialBalanceReport asOf={asOf} onAccount={(account) => choose({ tab: 'statement', account })} />
            ) : null}
            {tab === 'income' ? <IncomeReport asOf={asOf} /> : null}
            {tab === 'bridges' ? <BridgeReport asOf={asOf} /> : null}
          </>
        )}
      </section>
    </>
  );
}

const FILES: Record<Exclude<Tab, 'statement'>, string> = {
  balance: 'trial-balance',
  income: 'income',
  bridges: 'bridges',
};

interface AsOfFilterProps {
  tab: Exclude<Tab, 'statement'>;
  asOf: string;
  onChange: (day: string) => void;
}

function AsOfFilter({ tab, asOf, onChange }: AsOfFilterProps) {
  const { t } = useTranslation('ledger');
  const query = asOf ? `?asOf=${asOf}` : '';
  return (
    <div className="console-filters">
      <label>
        {t('asOf')}
        <input type="date" value={asOf} max="9999-12-31" onChange={(event) => onChange(event.target.value)} />
      </label>
      {asOf ? <Button onClick={() => onChange('')}>{t('now')}</Button> : null}
      <span className="console-actions ledger-exports">
        <Button href={`/exports/${FILES[tab]}.csv${query}`}>{t('export.csv')}</Button>
        <Button href={`/exports/${FILES[tab]}.xlsx${query}`}>{t('export.xlsx')}</Button>
      </span>
    </div>
  );
}

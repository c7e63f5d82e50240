import { useTranslation } from 'react-i18next';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { ReconciliationParts } from './reconciliation.fragment.js';

const SIDES = ['provider', 'ledger', 'bank'] as const;

const yuan = (fen: string | null): string => (fen === null ? '—' : formatYuan(fenOf(fen)));

/** The three, side by side: what each holds, as of when, and when it last agreed with its neighbour. */
export function Sides({ reconciliation }: { reconciliation: ReconciliationParts }) {
  const { t } = useTranslation('reconciliation');
  return (
    <div className="reconciliation-sides">
      {SIDES.map((name) => {
        const { balance, asOf, payouts, lastEqual } = reconciliation[name];
        return (
          <section key={name} className="card">
            <h2>{t(`sides.${name}`)}</h2>
            <p className="tiny muted">{t(`sides.${name}Balance`)}</p>
            <p className="reconciliation-balance num">{yuan(balance)}</p>
            <p className="tiny muted num">
              {asOf ? t('sides.asOf', { time: chinaDayAndClock(asOf) }) : t('sides.never')}
            </p>
            <dl>
              <dt>{t('sides.payouts')}</dt>
              <dd className="num">{yuan(payouts)}</dd>
              <dt>{t(`sides.${name}Equal`)}</dt>
              <dd className="num">{lastEqual ? chinaDayAndClock(lastEqual) : t('sides.neverEqual')}</dd>
            </dl>
          </section>
        );
      })}
    </div>
  );
}

/** How the gap between provider and books is made up, to the fen. */
export function Proof({ reconciliation: { lastRun } }: { reconciliation: ReconciliationParts }) {
  const { t } = useTranslation('reconciliation');
  if (!lastRun || lastRun.providerNet === null || lastRun.ledgerNet === null) return null;
  const lines = [
    ['provider', lastRun.providerNet],
    ['ledger', lastRun.ledgerNet],
    ['gap', `${fenOf(lastRun.providerNet) - fenOf(lastRun.ledgerNet)}`],
    ['inTransit', lastRun.inTransit ?? '0'],
    ['later', `${-fenOf(lastRun.ledgerLater ?? '0')}`],
    ['explained', lastRun.explained ?? '0'],
    ['unexplained', lastRun.unexplained ?? '0'],
  ] as const;
  return (
    <section className="card console-block">
      <h2>{t('proof.title')}</h2>
      <dl className="reconciliation-proof">
        {lines.map(([name, fen]) => (
          <div key={name} className={name}>
            <dt>{t(`proof.${name}`)}</dt>
            <dd className="num">{formatYuan(fenOf(fen))}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

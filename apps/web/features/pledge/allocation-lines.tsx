import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../components/skeleton.js';
import { chinaDay, chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Pledge } from './use-pledge.js';

type Allocation = Pledge['allocation'];

const TONES: Record<string, string> = { CONFIRMED: 'arrived', PAID: 'waiting', APPLIED: 'waiting' };

/** So many lines can be read without getting lost. */
const FEW = 3;

/** Every line of the gift in a sentence; each opens to its rule, its arithmetic and its row in the books. */
export function AllocationLines({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation('pledge');
  const { allocation } = pledge;
  return (
    <section>
      <h2>{t('lines.title')}</h2>
      <div className="card lines">
        {allocation.state === 'WAITING' ? (
          <div className="line">
            <p className="small muted">{t('lines.waiting')}</p>
            <Skeleton lines={2} />
          </div>
        ) : (
          <Lines allocation={allocation} />
        )}
        <Charges allocation={allocation} />
        {allocation.paymentFee ? (
          <div className="line">
            <div className="line-head">
              <h3>{t('fee.title')}</h3>
              <b className="num">{formatYuan(0n)}</b>
            </div>
            <p className="small muted">{t('fee.text', { amount: formatYuan(fenOf(allocation.paymentFee)) })}</p>
          </div>
        ) : null}
      </div>
      <Changes allocation={allocation} />
    </section>
  );
}

/** What was kept before the gift was split. */
function Charges({ allocation }: { allocation: Allocation }) {
  return allocation.charges.map(({ title, amount, reason, arithmetic }) => (
    <div className="line" key={title}>
      <div className="line-head">
        <h3>{title}</h3>
        <b className="num">{formatYuan(fenOf(amount))}</b>
      </div>
      <p className="small muted">{reason}</p>
      <p className="tiny muted num">{arithmetic}</p>
    </div>
  ));
}

/** Refunds and new allocations, with their public note. */
function Changes({ allocation }: { allocation: Allocation }) {
  const { t } = useTranslation('pledge');
  if (allocation.changes.length === 0) return null;
  return (
    <>
      <h2>{t('lines.changes')}</h2>
      <ol className="card lines">
        {allocation.changes.map(({ text, occurredAt, position }) => (
          <li className="line" key={position}>
            <p className="small">{text}</p>
            <time className="tiny muted num" dateTime={occurredAt}>
              {chinaDayAndClock(occurredAt)} · #{position}
            </time>
          </li>
        ))}
      </ol>
    </>
  );
}

/** A gift for one city is told in full; one shared by many is a list whose lines open to their reason. */
function Lines({ allocation }: { allocation: Allocation }) {
  const { t } = useTranslation('pledge');
  const { lines, rule } = allocation;
  if (lines.length <= FEW) {
    return lines.map((line) => (
      <div className="line" key={line.orgUnit.id}>
        <LineHead line={line} />
        <p className="small muted">{line.reason}</p>
        <LineStanding line={line} />
        <details>
          <summary>
            {t('lines.how')}
            <span className="unseen">{t('lines.howOf', { orgUnit: line.title })}</span>
          </summary>
          <Sum allocation={allocation} arithmetic={line.arithmetic} />
        </details>
      </div>
    ));
  }
  return (
    <>
      <p className="line small muted">{t('lines.shared', { version: rule?.version ?? '–', count: lines.length })}</p>
      {lines.map((line) => (
        <details className="line shared" key={line.orgUnit.id}>
          <summary>
            <LineHead line={line} />
          </summary>
          <LineStanding line={line} />
          <p className="small muted">{line.reason}</p>
          <Sum allocation={allocation} arithmetic={line.arithmetic} />
        </details>
      ))}
    </>
  );
}

/** How far the line has come: green when it has arrived, amber on its way, grey when it waits. */
function LineStanding({ line }: { line: Allocation['lines'][number] }) {
  return <p className={`small line-standing ${TONES[line.state] ?? ''}`}>{line.standing}</p>;
}

function LineHead({ line }: { line: Allocation['lines'][number] }) {
  return (
    <div className="line-head">
      <h3>{line.title}</h3>
      <b className="num">{formatYuan(fenOf(line.amount))}</b>
    </div>
  );
}

/** The rule, the arithmetic and the row in the books. */
function Sum({ allocation, arithmetic }: { allocation: Allocation; arithmetic: string }) {
  const { t } = useTranslation('pledge');
  const { rule, position, batchNumber } = allocation;
  return (
    <div className="sum num">
      {rule ? (
        <>
          <p>
            {t('lines.rule', {
              version: rule.version,
              day: chinaDay(rule.effectiveFrom),
              approvals: rule.approvals,
            })}
          </p>
          <p>{rule.summary}</p>
        </>
      ) : null}
      <p>{arithmetic}</p>
      {position ? <p>{t('lines.row', { position, batch: batchNumber ?? '–' })}</p> : null}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../components/skeleton.js';
import { chinaDay } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Pledge } from './use-pledge.js';

type Allocation = Pledge['allocation'];

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
    </section>
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
        <details>
          <summary>
            {t('lines.how')}
            <span className="unseen">{t('lines.howOf', { orgUnit: line.orgUnit.name })}</span>
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
          <p className="small muted">{line.reason}</p>
          <Sum allocation={allocation} arithmetic={line.arithmetic} />
        </details>
      ))}
    </>
  );
}

function LineHead({ line }: { line: Allocation['lines'][number] }) {
  return (
    <div className="line-head">
      <h3>{line.orgUnit.name}</h3>
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

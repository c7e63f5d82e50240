import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../components/skeleton.js';
import { chinaDay } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { Pledge } from './use-pledge.js';

type Allocation = Pledge['allocation'];

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
          allocation.lines.map((line) => (
            <div className="line" key={line.orgUnit.id}>
              <div className="line-head">
                <h3>{line.orgUnit.name}</h3>
                <b className="num">{formatYuan(fenOf(line.amount))}</b>
              </div>
              <p className="small muted">{line.reason}</p>
              <LineDetails allocation={allocation} arithmetic={line.arithmetic} orgUnit={line.orgUnit.name} />
            </div>
          ))
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

function LineDetails({
  allocation,
  arithmetic,
  orgUnit,
}: {
  allocation: Allocation;
  arithmetic: string;
  orgUnit: string;
}) {
  const { t } = useTranslation('pledge');
  const { rule, position, batchNumber } = allocation;
  return (
    <details>
      <summary>
        {t('lines.how')}
        <span className="unseen">{t('lines.howOf', { orgUnit })}</span>
      </summary>
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
    </details>
  );
}

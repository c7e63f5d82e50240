import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../components/skeleton.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { stateTotals } from './gift-flow.js';
import type { Pledge } from './use-pledge.js';

// The chart brings its own library; words and figures are there before it.
const GiftFlowChart = lazy(() => import('./gift-flow-chart.js'));

/** From the gift over the cities to how far each fen has come: in a sentence, and as a picture. */
export function GiftFlowCard({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation('pledge');
  const { allocation } = pledge;
  if (allocation.state !== 'POSTED' || allocation.lines.length === 0) return null;
  const sentence = stateTotals(allocation.lines)
    .map(({ state, fen }) => t(`flow.state.${state}`, { amount: formatYuan(fen) }))
    .join(t('flow.join'));
  const label = t('flow.label', { amount: formatYuan(fenOf(pledge.amount)), sentence });
  return (
    <section>
      <h2>{t('flow.title')}</h2>
      <figure className="card flow">
        <Suspense fallback={<Skeleton tall />}>
          <GiftFlowChart gift={pledge} label={label} />
        </Suspense>
        <figcaption className="small muted num">{sentence}</figcaption>
      </figure>
    </section>
  );
}

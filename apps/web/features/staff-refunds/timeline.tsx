import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chinaDayAndClock } from '../../lib/china-time.js';

interface Step<State> {
  to: State;
  actor: string;
  reason: string;
  at: string;
}

/** Who did what and when, newest first. */
export function Timeline<State extends string>({
  steps,
  pill,
}: {
  steps: readonly Step<State>[];
  pill: (state: State) => ReactNode;
}) {
  const { t } = useTranslation('refunds');
  return (
    <section className="card">
      <h2>{t('detail.history')}</h2>
      <ol className="refund-history">
        {[...steps].reverse().map((step) => (
          <li key={`${step.at}${step.to}${step.reason}`}>
            <p>
              {pill(step.to)} {step.actor}
            </p>
            <p className="small">{step.reason}</p>
            <time className="tiny muted num" dateTime={step.at}>
              {chinaDayAndClock(step.at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}

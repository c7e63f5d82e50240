import { useTranslation } from 'react-i18next';
import { chinaDayAndClock } from '../../lib/china-time.js';

/** From when until when a rule decides. */
export function RuleTime({ rule }: { rule: { effectiveFrom: string; effectiveUntil: string | null } }) {
  const { t } = useTranslation('rules');
  const start = chinaDayAndClock(rule.effectiveFrom);
  if (rule.effectiveUntil === null) return t('time.from', { start });
  return t('time.fromUntil', { start, end: chinaDayAndClock(rule.effectiveUntil) });
}

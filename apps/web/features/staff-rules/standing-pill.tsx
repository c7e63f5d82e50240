import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { standingOf, type RuleStanding } from './rule-standing.js';

const TONES: Record<RuleStanding, string> = {
  DRAFT: '',
  SIMULATED: 'waiting',
  COMING: 'waiting',
  IN_FORCE: 'arrived',
  OVER: '',
  WITHDRAWN: '',
};

/** Where a rule stands, as a word in its colour. */
export function StandingPill({ rule }: { rule: Parameters<typeof standingOf>[0] }) {
  const { t } = useTranslation('rules');
  const [now] = useState(() => Date.now());
  const standing = standingOf(rule, now);
  return <span className={`pill ${TONES[standing]}`}>{t(`standing.${standing}`)}</span>;
}

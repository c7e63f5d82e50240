import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StatePill } from '../../components/state-pill.js';
import { chinaDay } from '../../lib/china-time.js';
import { daysLeft } from './days-left.js';
import type { DisputeParts } from './dispute.queries.js';

const COLOUR: Record<DisputeParts['state'], string> = {
  INQUIRY: 'IN_REVIEW',
  INQUIRY_UNDER_REVIEW: 'PROCESSING',
  INQUIRY_CLOSED: 'PAID',
  NEEDS_RESPONSE: 'FAILED',
  UNDER_REVIEW: 'DISPUTED',
  WON: 'PAID',
  LOST: 'CHARGED_BACK',
  PREVENTED: 'PAID',
};

/** Where a dispute stands, as a word in its colour. */
export function DisputeState({ state }: { state: DisputeParts['state'] }) {
  const { t } = useTranslation('refunds');
  return <StatePill state={COLOUR[state]}>{t(`disputeStates.${state}`)}</StatePill>;
}

type Due = Pick<DisputeParts, 'state' | 'evidenceDueAt' | 'answer'>;

/** How many days there are to answer; nothing once there is nothing to say. */
export function DueIn({ state, evidenceDueAt, answer }: Due) {
  const { t } = useTranslation('refunds');
  const [now] = useState(() => Date.now());
  const waits = (state === 'NEEDS_RESPONSE' || state === 'INQUIRY') && answer === null;
  if (!waits || evidenceDueAt === null) return null;
  const days = daysLeft(evidenceDueAt, now);
  return (
    <span className={`num ${days <= 2 ? 'refund-urgent' : ''}`}>
      {days > 0
        ? t('dispute.dueIn', { count: days, day: chinaDay(evidenceDueAt) })
        : t('dispute.overdue', { day: chinaDay(evidenceDueAt) })}
    </span>
  );
}

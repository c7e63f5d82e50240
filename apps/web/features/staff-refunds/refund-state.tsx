import { useTranslation } from 'react-i18next';
import { StatePill } from '../../components/state-pill.js';
import type { RefundParts } from './refund.queries.js';

const COLOUR: Record<RefundParts['state'], string> = {
  REQUESTED: 'IN_REVIEW',
  PROPOSED: 'IN_REVIEW',
  APPROVED: 'PROCESSING',
  SENT: 'PROCESSING',
  SUCCEEDED: 'PAID',
  FAILED: 'FAILED',
  REJECTED: 'CANCELLED',
  CANCELLED: 'CANCELLED',
};

/** Where a refund stands, as a word in its colour. */
export function RefundState({ state }: { state: RefundParts['state'] }) {
  const { t } = useTranslation('refunds');
  return <StatePill state={COLOUR[state]}>{t(`states.${state}`)}</StatePill>;
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLargeYuan, formatYuan } from '../lib/money.js';
import { useLocale } from '../lib/use-locale.js';
import './amount.css';

/** A large total in the unit people say; a tap shows every fen, another tap the short form again. */
export function LargeAmount({ fen, className = '' }: { fen: bigint; className?: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [exact, setExact] = useState(false);
  const full = formatYuan(fen);
  const short = formatLargeYuan(fen, locale);
  if (short === full) return <span className={`num ${className}`}>{full}</span>;
  return (
    <button
      type="button"
      className={`large-amount num ${className}`}
      title={full}
      aria-label={t('amount.exact', { amount: full })}
      aria-pressed={exact}
      onClick={() => setExact(!exact)}
    >
      {exact ? full : short}
    </button>
  );
}

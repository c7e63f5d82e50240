import { useTranslation } from 'react-i18next';
import './give-bar.css';

interface GiveBarProps {
  /** The campaign's state as last heard. */
  state: string;
  onGive: () => void;
  onIntent: () => void;
}

/** The one main action, always within thumb's reach; says so when the campaign takes no gifts. */
export function GiveBar(props: GiveBarProps) {
  return (
    <div className="give-bar">
      <GiveAction {...props} />
    </div>
  );
}

/** The same action in the column beside the story, on desktops. */
export function GiveAction({ state, onGive, onIntent }: GiveBarProps) {
  const { t } = useTranslation('giving');
  if (state !== 'LIVE') {
    return <p className="give-closed">{closedText(state)}</p>;
  }
  return (
    <button
      type="button"
      className="button wide"
      aria-haspopup="dialog"
      onClick={onGive}
      onPointerEnter={onIntent}
      onFocus={onIntent}
    >
      {t('bar.give')}
    </button>
  );

  function closedText(closed: string): string {
    if (closed === 'PAUSED') return t('bar.paused');
    return closed === 'ENDED' || closed === 'SETTLED' ? t('bar.ended') : t('bar.notOpen');
  }
}

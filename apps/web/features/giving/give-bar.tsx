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

/**
 * The same action in the column beside the story, on desktops. It is a link to the sheet's own address, so that a tap
 * before the scripts have arrived is not lost: the sheet opens as soon as they have.
 */
export function GiveAction({ state, onGive, onIntent }: GiveBarProps) {
  const { t } = useTranslation('giving');
  if (state !== 'LIVE') {
    return <p className="give-closed">{closedText(state)}</p>;
  }
  return (
    <a
      href="#give"
      className="button wide"
      aria-haspopup="dialog"
      onClick={(event) => {
        event.preventDefault();
        onGive();
      }}
      onPointerEnter={onIntent}
      onFocus={onIntent}
    >
      {t('bar.give')}
    </a>
  );

  function closedText(closed: string): string {
    if (closed === 'PAUSED') return t('bar.paused');
    if (closed === 'TEAM_OVER') return t('bar.teamOver');
    return closed === 'ENDED' || closed === 'SETTLED' ? t('bar.ended') : t('bar.notOpen');
  }
}

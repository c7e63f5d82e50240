import { useTranslation } from 'react-i18next';
import { useLargeText } from '../lib/use-large-text.js';
import './large-text-switch.css';

/** Everything larger, for eyes that want it; remembered on this device. */
export function LargeTextSwitch() {
  const { t } = useTranslation();
  const [isLarge, setLarge] = useLargeText();
  return (
    <button type="button" className="large-text-switch" aria-pressed={isLarge} onClick={() => setLarge(!isLarge)}>
      {t('site.largeText')}
    </button>
  );
}

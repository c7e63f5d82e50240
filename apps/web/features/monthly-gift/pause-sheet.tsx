import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.js';
import { Sheet } from '../../components/sheet.js';
import type { MonthlySheetProps } from './change-sheet.js';

const CHOICES = ['1', '2', '3', '6', 'open'] as const;

/** Leaves out some months, or all until it is resumed; none of them is charged afterwards. */
export function PauseSheet({ own, onClose }: MonthlySheetProps) {
  const { t } = useTranslation('monthly');
  const [choice, setChoice] = useState<(typeof CHOICES)[number]>('1');
  const pause = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (own.sending) return;
    const months = choice === 'open' ? null : Number(choice);
    if (await own.act({ kind: 'pause', months })) onClose();
  };
  return (
    <Sheet title={t('pause.title')} onClose={onClose}>
      <form className="monthly-form" onSubmit={(event) => void pause(event)}>
        <fieldset>
          <legend className="unseen">{t('pause.title')}</legend>
          {CHOICES.map((each) => (
            <label className="monthly-option" key={each}>
              <input type="radio" name="pause" checked={choice === each} onChange={() => setChoice(each)} />
              <span>{t(`pause.${each}`)}</span>
            </label>
          ))}
        </fieldset>
        <p className="small muted">{t('pause.text')}</p>
        {own.refusal ? (
          <Notice tone="seal" urgent>
            {own.refusal}
          </Notice>
        ) : null}
        <button type="submit" className="button wide" aria-disabled={own.sending}>
          {t('pause.confirm')}
        </button>
      </form>
    </Sheet>
  );
}

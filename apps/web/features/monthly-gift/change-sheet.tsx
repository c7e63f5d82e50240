import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { Sheet } from '../../components/sheet.js';
import { fenOf, formatYuanShort, parseYuan, yuanInput } from '../../lib/money.js';
import type { MonthlyGift } from './monthly-gift.fragment.js';
import type { OwnMonthlyGift } from './use-monthly-gift.js';

const DAYS = Array.from({ length: 28 }, (_, index) => index + 1);

export interface MonthlySheetProps {
  gift: MonthlyGift;
  own: OwnMonthlyGift;
  onClose: () => void;
}

/** Amount and day, from the next charge on. */
export function ChangeSheet({ gift, own, onClose }: MonthlySheetProps) {
  const { t } = useTranslation('monthly');
  const [yuan, setYuan] = useState(yuanInput(fenOf(gift.amount)));
  const [day, setDay] = useState(gift.day);
  const [wrong, setWrong] = useState(false);
  const limits = { min: fenOf(gift.campaign.minPledge), max: fenOf(gift.campaign.maxPledge) };

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (own.sending) return;
    const parsed = parseYuan(yuan);
    const isFine = parsed.ok && parsed.fen >= limits.min && parsed.fen <= limits.max;
    setWrong(!isFine);
    if (!isFine) return;
    const amount = parsed.fen.toString();
    if (amount !== gift.amount && !(await own.act({ kind: 'amount', amount }))) return;
    if (day !== gift.day && !(await own.act({ kind: 'day', day }))) return;
    onClose();
  };
  return (
    <Sheet title={t('change.title')} onClose={onClose}>
      <form className="monthly-form" noValidate onSubmit={(event) => void save(event)}>
        <Field
          label={t('change.amount')}
          error={
            wrong
              ? t('change.amountWrong', { min: formatYuanShort(limits.min), max: formatYuanShort(limits.max) })
              : undefined
          }
          hint={t('change.amountHint')}
        >
          {(control) => (
            <input
              {...control}
              className="input num"
              inputMode="decimal"
              autoComplete="off"
              maxLength={16}
              value={yuan}
              onChange={(event) => setYuan(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('change.day')} hint={t('change.dayHint')}>
          {(control) => (
            <select {...control} className="input" value={day} onChange={(event) => setDay(Number(event.target.value))}>
              {DAYS.map((each) => (
                <option key={each} value={each}>
                  {t('change.dayOption', { day: each })}
                </option>
              ))}
            </select>
          )}
        </Field>
        {own.refusal ? (
          <Notice tone="seal" urgent>
            {own.refusal}
          </Notice>
        ) : null}
        <button type="submit" className="button wide" aria-disabled={own.sending}>
          {t('change.save')}
        </button>
      </form>
    </Sheet>
  );
}

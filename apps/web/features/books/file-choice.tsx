import { useId, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';

interface FileChoiceProps {
  label: string;
  hint: string;
  accept: string;
  multiple?: boolean;
  files: File[];
  disabled: boolean;
  onChoose: (files: File[]) => void;
}

/** Chooses files of this device, by a button or by dropping them; they never leave it. */
export function FileChoice({ label, hint, accept, multiple = false, files, disabled, onChoose }: FileChoiceProps) {
  const { t } = useTranslation('books');
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const dropped = [...event.dataTransfer.files];
    if (!disabled && dropped.length > 0) onChoose(multiple ? dropped : dropped.slice(0, 1));
  };
  return (
    <div
      className={over ? 'file-choice over' : 'file-choice'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p id={`${id}-name`} className="file-name">
        {label}
      </p>
      <p id={`${id}-hint`} className="tiny muted">
        {hint}
      </p>
      <label className="button quiet compact" aria-disabled={disabled}>
        <span id={`${id}-verb`}>{t('check.choose')}</span>
        <input
          id={id}
          className="unseen"
          type="file"
          accept={accept}
          multiple={multiple}
          disabled={disabled}
          aria-labelledby={`${id}-name ${id}-verb`}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            onChoose([...(event.target.files ?? [])]);
            // The same file may be chosen again.
            event.target.value = '';
          }}
        />
      </label>
      {files.length > 0 ? (
        <p className="small chosen">
          <span className="num">{files.map(({ name }) => name).join(t('check.between'))}</span>
          <button type="button" className="link small" disabled={disabled} onClick={() => onChoose([])}>
            {t('check.remove')}
          </button>
        </p>
      ) : null}
    </div>
  );
}

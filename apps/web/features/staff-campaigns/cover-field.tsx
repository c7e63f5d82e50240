import { useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Cover } from '../../components/cover.js';
import { Field } from '../../components/field.js';
import { PICTURE_TYPES, uploadPicture, type PictureUpload } from '../../lib/picture-upload.js';

interface CoverFieldProps {
  currentUrl: string | null;
  onUploaded: (key: string) => void;
}

/** The cover picture: uploaded as soon as it is chosen, shown as donors will see it. */
export function CoverField({ currentUrl, onUploaded }: CoverFieldProps) {
  const { t } = useTranslation('staff');
  const [upload, setUpload] = useState<PictureUpload | null>(null);
  const [sending, setSending] = useState(false);

  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const picture = event.target.files?.[0];
    if (!picture) return;
    setSending(true);
    const answer = await uploadPicture('/uploads/covers', picture);
    setSending(false);
    setUpload(answer);
    if (answer.ok) onUploaded(answer.key);
  };
  return (
    <div className="cover-field">
      <div className="cover-field-picture">
        <Cover url={upload?.ok ? upload.url : currentUrl} />
      </div>
      <Field
        label={t('form.cover')}
        hint={t('form.coverHint')}
        error={upload && !upload.ok ? t(`form.coverFaults.${upload.fault}`) : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="file"
            accept={PICTURE_TYPES.join(',')}
            aria-busy={sending}
            onChange={(event) => void choose(event)}
          />
        )}
      </Field>
      <p className="tiny muted" role="status">
        {sending ? t('form.coverSending') : upload?.ok ? t('form.coverDone') : null}
      </p>
    </div>
  );
}

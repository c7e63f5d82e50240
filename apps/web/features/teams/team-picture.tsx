import { useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Cover } from '../../components/cover.js';
import { Field } from '../../components/field.js';
import { PICTURE_TYPES, uploadPicture, type PictureUpload } from '../../lib/picture-upload.js';

interface TeamPictureProps {
  currentUrl: string | null;
  error: string | undefined;
  onUploaded: (key: string) => void;
}

/** A picture from the phone: sent as soon as it is chosen, shown as others will see it. */
export function TeamPicture({ currentUrl, error, onUploaded }: TeamPictureProps) {
  const { t } = useTranslation('teams');
  const [upload, setUpload] = useState<PictureUpload | null>(null);
  const [sending, setSending] = useState(false);
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const picture = event.target.files?.[0];
    if (!picture) return;
    setSending(true);
    const answer = await uploadPicture('/uploads/team-pictures', picture);
    setSending(false);
    setUpload(answer);
    if (answer.ok) onUploaded(answer.key);
  };
  const url = upload?.ok ? upload.url : currentUrl;
  return (
    <div className="team-picture">
      <Field
        label={t('form.picture')}
        hint={t('form.pictureHint')}
        error={upload && !upload.ok ? t(`form.pictureFaults.${upload.fault}`) : error}
      >
        {(control) => (
          <input
            {...control}
            className="input"
            type="file"
            accept={PICTURE_TYPES.join(',')}
            aria-busy={sending}
            onChange={(event) => void choose(event)}
          />
        )}
      </Field>
      <p className="tiny muted" role="status">
        {sending ? t('form.pictureSending') : upload?.ok ? t('form.pictureDone') : ''}
      </p>
      {url ? <Cover url={url} /> : null}
    </div>
  );
}

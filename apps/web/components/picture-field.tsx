import { useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PICTURE_TYPES, uploadPicture, type PictureAddress, type PictureUpload } from '../lib/picture-upload.js';
import { Cover } from './cover.js';
import { Field } from './field.js';
import './picture-field.css';

interface PictureFieldProps {
  label: string;
  hint: string;
  /** What the form has to say about it, e.g. that the server did not take it. */
  error?: string | undefined;
  /** Where it is sent. */
  address: PictureAddress;
  currentUrl: string | null;
  onUploaded: (key: string) => void;
}

/** A picture of a form: sent as soon as it is chosen, shown as others will see it. */
export function PictureField({ label, hint, error, address, currentUrl, onUploaded }: PictureFieldProps) {
  const { t } = useTranslation();
  const [upload, setUpload] = useState<PictureUpload | null>(null);
  const [sending, setSending] = useState(false);
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const picture = event.target.files?.[0];
    if (!picture) return;
    setSending(true);
    const answer = await uploadPicture(address, picture);
    setSending(false);
    setUpload(answer);
    if (answer.ok) onUploaded(answer.key);
  };
  const url = upload?.ok ? upload.url : currentUrl;
  return (
    <div className="picture-field">
      <Field label={label} hint={hint} error={upload && !upload.ok ? t(`picture.faults.${upload.fault}`) : error}>
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
        {sending ? t('picture.sending') : upload?.ok ? t('picture.done') : ''}
      </p>
      {url ? <Cover url={url} /> : null}
    </div>
  );
}

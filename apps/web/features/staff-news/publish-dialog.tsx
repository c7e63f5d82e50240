import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { toast } from '../../components/toast.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { PublishNewsMutation } from './publish-news.mutation.js';

interface PublishDialogProps {
  campaignId: string;
  /** How many will be written to. */
  readers: number;
  onClose: () => void;
  onPublished: () => void;
}

/** A title, words, and what happens then: letters that are out cannot be called back. */
export function PublishDialog({ campaignId, readers, onClose, onPublished }: PublishDialogProps) {
  const { t } = useTranslation('staffNews');
  const [{ data, error, fetching }, publish] = useMutation(PublishNewsMutation);
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const answer = data?.publishNews;
  const errorAt = (field: string): string | undefined =>
    answer?.__typename === 'FieldRejectedError' && answer.field === field ? answer.message : undefined;
  const send = async (): Promise<void> => {
    if (fetching) return;
    const result = await publish({ input: { campaignId, title, text } });
    if (result.data?.publishNews.__typename !== 'NewsItem') return;
    toast(t('publish.done'));
    onPublished();
  };
  return (
    <Modal
      open
      title={t('publish.title')}
      okText={t('publish.confirm')}
      cancelText={t('publish.cancel')}
      confirmLoading={fetching}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className="staff-news-form">
        <p className="small">{t('publish.effect', { count: readers })}</p>
        <Field label={t('publish.name')} error={errorAt('title')}>
          {(control) => <Input {...control} value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        <Field label={t('publish.words')} hint={t('publish.hint')} error={errorAt('text')}>
          {(control) => (
            <Input.TextArea {...control} rows={8} value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
        {error ? <FaultNotice fault={apiFaultOf(error)} urgent /> : null}
      </div>
    </Modal>
  );
}

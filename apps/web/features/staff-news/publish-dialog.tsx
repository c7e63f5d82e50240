import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { toast } from '../../components/toast.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { chinaDay } from '../../lib/china-time.js';
import { PublishNewsMutation } from './publish-news.mutation.js';

export interface Corrected {
  id: string;
  title: string;
  text: string;
  publishedAt: string;
}

interface PublishDialogProps {
  campaignId: string;
  /** How many will be written to. */
  readers: number;
  /** The withdrawn item it puts right; its words are where one begins. */
  corrects: Corrected | null;
  onClose: () => void;
  onPublished: () => void;
}

/** A title, words, and what happens then: letters that are out cannot be called back. */
export function PublishDialog({ campaignId, readers, corrects, onClose, onPublished }: PublishDialogProps) {
  const { t } = useTranslation('staffNews');
  const [{ data, error, fetching }, publish] = useMutation(PublishNewsMutation);
  const [title, setTitle] = useState(corrects?.title ?? '');
  const [text, setText] = useState(corrects?.text ?? '');
  const [sent, setSent] = useState({ title, text });
  const answer = data?.publishNews;
  /** A fault is one of what was sent; what has been changed since may be right. */
  const errorAt = (field: 'title' | 'text', now: string): string | undefined =>
    answer?.__typename === 'FieldRejectedError' && answer.field === field && now === sent[field]
      ? answer.message
      : undefined;
  const send = async (): Promise<void> => {
    if (fetching) return;
    setSent({ title, text });
    const result = await publish({ input: { campaignId, title, text, correctsId: corrects?.id ?? null } });
    if (result.data?.publishNews.__typename !== 'NewsItem') return;
    toast(t('publish.done'));
    onPublished();
  };
  return (
    <Modal
      open
      title={corrects ? t('publish.correction') : t('publish.title')}
      okText={t('publish.confirm')}
      cancelText={t('publish.cancel')}
      confirmLoading={fetching}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className="staff-news-form">
        <p className="small">
          {corrects
            ? t('publish.correctionEffect', { count: readers, day: chinaDay(corrects.publishedAt) })
            : t('publish.effect', { count: readers })}
        </p>
        {answer?.__typename === 'NewsStateError' ? (
          <Notice tone="seal" urgent>
            {answer.message}
          </Notice>
        ) : null}
        <Field label={t('publish.name')} error={errorAt('title', title)}>
          {(control) => <Input {...control} value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        <Field label={t('publish.words')} hint={t('publish.hint')} error={errorAt('text', text)}>
          {(control) => (
            <Input.TextArea {...control} rows={8} value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
        {error ? <FaultNotice fault={apiFaultOf(error)} urgent /> : null}
      </div>
    </Modal>
  );
}

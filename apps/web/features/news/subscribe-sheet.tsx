import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { Sheet } from '../../components/sheet.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { SubscribeToNewsMutation } from './subscribe-to-news.mutation.js';

interface SubscribeSheetProps {
  kind: 'CAMPAIGN' | 'TEAM';
  id: string;
  onClose: () => void;
}

/** An address, and the promise of what it is used for. */
export default function SubscribeSheet({ kind, id, onClose }: SubscribeSheetProps) {
  const { t } = useTranslation(['news', 'common']);
  const [{ data, error, fetching }, subscribe] = useMutation(SubscribeToNewsMutation);
  const [email, setEmail] = useState('');
  const answer = data?.subscribeToNews;
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (fetching || email.trim() === '') return;
    await subscribe({ input: { kind, id, email: email.trim() } });
  };
  if (answer?.__typename === 'NewsAsked') {
    return (
      <Sheet title={t(`topic.${kind}.action`)} onClose={onClose}>
        <div className="news-form">
          <Notice tone="arrived" title={t('asked.title')} urgent>
            {t('asked.text', { email: email.trim() })}
          </Notice>
          <button type="button" className="button quiet wide" onClick={onClose}>
            {t('common:actions.close')}
          </button>
        </div>
      </Sheet>
    );
  }
  return (
    <Sheet title={t(`topic.${kind}.action`)} onClose={onClose}>
      <form className="news-form" noValidate onSubmit={(event) => void submit(event)}>
        <p className="small muted">{t(`topic.${kind}.lead`)}</p>
        <Field label={t('email')} hint={t('hint')} error={answer?.message}>
          {(control) => (
            <input
              {...control}
              className="input"
              type="email"
              inputMode="email"
              autoComplete="email"
              autoCapitalize="off"
              spellCheck={false}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        {error ? <FaultNotice fault={apiFaultOf(error)} onRetry={() => void submit()} urgent /> : null}
        <button type="submit" className="button wide" aria-disabled={fetching}>
          {fetching ? t('sending') : t('send')}
        </button>
      </form>
    </Sheet>
  );
}

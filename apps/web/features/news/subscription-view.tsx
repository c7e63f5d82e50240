import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMutation } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf } from '../../lib/api-error.js';
import type { ResultOf } from '../../lib/graphql.js';
import { ConfirmSubscriptionMutation } from './confirm-subscription.mutation.js';
import { EndSubscriptionMutation } from './end-subscription.mutation.js';
import type { SubscriptionQuery } from './subscription.query.js';
import './news.css';

type Subscription = NonNullable<ResultOf<typeof SubscriptionQuery>['newsSubscription']>;

interface SubscriptionViewProps {
  subscription: Subscription | null;
  token: string;
}

/** Says yes to a subscription, or ends it. Neither happens by opening the page: programs open links too. */
export function SubscriptionView({ subscription, token }: SubscriptionViewProps) {
  const { t } = useTranslation('news');
  const [ended, setEnded] = useState(false);
  if (ended) {
    return (
      <Frame title={t('ended.title')}>
        <Notice tone="arrived" urgent>
          {t('ended.text')}
        </Notice>
        <Home />
      </Frame>
    );
  }
  if (subscription === null) {
    return (
      <Frame title={t('gone.title')}>
        <p className="muted">{t('gone.text')}</p>
        <Home />
      </Frame>
    );
  }
  return <Choice subscription={subscription} token={token} onEnded={() => setEnded(true)} />;
}

function Choice({ subscription, token, onEnded }: { subscription: Subscription; token: string; onEnded: () => void }) {
  const { t } = useTranslation('news');
  const [confirmation, confirm] = useMutation(ConfirmSubscriptionMutation);
  const [ending, end] = useMutation(EndSubscriptionMutation);
  const { id, topicTitle, topicPath } = subscription;
  const isConfirmed = (confirmation.data?.confirmNewsSubscription.state ?? subscription.state) === 'CONFIRMED';
  const error = confirmation.error ?? ending.error;
  const leave = async (): Promise<void> => {
    const { data } = await end({ id, token });
    if (data?.endNewsSubscription.ended) onEnded();
  };
  return (
    <Frame title={isConfirmed ? t('confirmed.title') : t('confirm.title')}>
      <p role="status">{t(isConfirmed ? 'confirmed.text' : 'confirm.text', { topic: topicTitle })}</p>
      {error ? <FaultNotice fault={apiFaultOf(error)} urgent /> : null}
      {isConfirmed ? (
        <Link className="button wide" to={topicPath}>
          {t('confirmed.open')}
        </Link>
      ) : (
        <button
          type="button"
          className="button wide"
          aria-disabled={confirmation.fetching}
          onClick={() => (confirmation.fetching ? undefined : void confirm({ id, token }))}
        >
          {t('confirm.yes')}
        </button>
      )}
      <button
        type="button"
        className="button quiet wide"
        aria-disabled={ending.fetching}
        onClick={() => (ending.fetching ? undefined : void leave())}
      >
        {isConfirmed ? t('confirmed.end') : t('confirm.no')}
      </button>
    </Frame>
  );
}

function Frame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="page news-page">
      <h1>{title}</h1>
      {children}
    </div>
  );
}

function Home() {
  const { t } = useTranslation('common');
  return (
    <Link className="button quiet wide" to="/">
      {t('actions.home')}
    </Link>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../../components/notice.js';
import { StatePill } from '../../components/state-pill.js';
import type { ResultOf } from '../../lib/graphql.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { useHashSheet } from '../../lib/use-hash-sheet.js';
import { webAddress } from '../../lib/web-address.js';
import { AddressSheet } from './address-sheet.js';
import { CodeSignIn } from './code-sign-in.js';
import { DeleteSheet } from './delete-sheet.js';
import { GiftList } from './gift-list.js';
import type { MyQuery } from './my.query.js';
import { ownPath } from './own-path.js';
import './my.css';

export type Donor = ResultOf<typeof MyQuery>['donor'];

interface MyViewProps {
  donor: Donor;
  /** Asks again, after who is asking has changed. */
  refresh: () => void;
  signOut: () => Promise<boolean>;
}

/** Everything a donor has given, signed in or as the guest of this browser. */
export function MyView({ donor, refresh, signOut }: MyViewProps) {
  const { t } = useTranslation('my');
  const sheet = useHashSheet();
  const [deleted, setDeleted] = useState(false);
  /** Where the account has just been moved. */
  const [movedTo, setMovedTo] = useState<string | null>(null);
  const { account } = donor;
  return (
    <div className="page my-page">
      <h1>{t('title')}</h1>
      {deleted ? (
        <Notice tone="arrived" title={t('deleted.title')} urgent>
          {t('deleted.text')}
        </Notice>
      ) : null}
      {account && movedTo !== null ? (
        <Notice tone="arrived" title={t('moved.title')} urgent>
          {t('moved.text', { email: movedTo })}
        </Notice>
      ) : null}
      {account ? (
        <AccountLine
          contact={account.email ?? account.phone}
          onMove={account.email === null ? null : () => sheet.open('address')}
          refresh={refresh}
          signOut={signOut}
        />
      ) : (
        <>
          <p className="muted small">{t('guest')}</p>
          <CodeSignIn methods={donor.signInMethods} onSignedIn={refresh} />
        </>
      )}
      <GiftList key={account?.id ?? 'guest'} firstPage={donor.gifts} />
      {donor.monthlyGifts.length > 0 ? <MonthlyList gifts={donor.monthlyGifts} /> : null}
      {donor.years.length > 0 ? <Years years={donor.years} /> : null}
      {account ? <OwnData onDelete={() => sheet.open('delete')} /> : null}
      {account?.email && sheet.current === 'address' ? (
        <AddressSheet
          accountId={account.id}
          onClose={sheet.close}
          onChanged={(email) => {
            sheet.close();
            setMovedTo(email);
            refresh();
          }}
        />
      ) : null}
      {account && sheet.current === 'delete' ? (
        <DeleteSheet
          accountId={account.id}
          monthly={donor.monthlyGifts.filter(({ state }) => state !== 'ENDED').length}
          onClose={sheet.close}
          onDeleted={() => {
            sheet.close();
            setDeleted(true);
            refresh();
          }}
        />
      ) : null}
    </div>
  );
}

interface AccountLineProps extends Omit<MyViewProps, 'donor'> {
  contact: string | null;
  /** Asks for another address; null for an account that is not signed in by e-mail. */
  onMove: (() => void) | null;
}

function AccountLine({ contact, onMove, refresh, signOut }: AccountLineProps) {
  const { t } = useTranslation('my');
  const [failed, setFailed] = useState(false);
  const leave = async (): Promise<void> => {
    const isOut = await signOut();
    setFailed(!isOut);
    if (isOut) refresh();
  };
  return (
    <div className="my-account">
      <p className="small muted">{contact ? t('account.as', { contact }) : t('account.wechat')}</p>
      <div className="my-account-acts">
        {onMove ? (
          <button type="button" className="button quiet compact" aria-haspopup="dialog" onClick={onMove}>
            {t('account.move')}
          </button>
        ) : null}
        <button type="button" className="button quiet compact" onClick={() => void leave()}>
          {t('account.signOut')}
        </button>
      </div>
      {failed ? (
        <Notice tone="waiting" urgent>
          {t('account.signOutFailed')}
        </Notice>
      ) : null}
    </div>
  );
}

const PILL: Record<Donor['monthlyGifts'][number]['state'], string> = {
  PENDING_FIRST: 'PROCESSING',
  ACTIVE: 'PAID',
  PAST_DUE: 'FAILED',
  PAUSED: 'PAUSED',
  ENDED: '',
};

function MonthlyList({ gifts }: { gifts: Donor['monthlyGifts'] }) {
  const { t } = useTranslation('my');
  return (
    <section aria-labelledby="my-monthly">
      <h2 id="my-monthly">{t('monthly.title')}</h2>
      <ul className="card my-list">
        {gifts.map((gift) => {
          const page = ownPath(gift.manageUrl);
          return (
            <li key={gift.id}>
              <div className="my-row">
                <b className="num">{t('monthly.each', { amount: formatYuan(fenOf(gift.amount)), day: gift.day })}</b>
                <StatePill state={PILL[gift.state]}>{t(`monthly.state.${gift.state}`)}</StatePill>
              </div>
              <p className="small">{gift.campaign.title}</p>
              {gift.nextChargeOn ? (
                <p className="tiny muted num">{t('monthly.next', { day: gift.nextChargeOn })}</p>
              ) : null}
              {page ? (
                <p className="my-links tiny">
                  <Link className="link" to={page}>
                    {t('monthly.manage')}
                  </Link>
                </p>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Years({ years }: { years: Donor['years'] }) {
  const { t } = useTranslation('my');
  return (
    <section aria-labelledby="my-years">
      <h2 id="my-years">{t('years.title')}</h2>
      <ul className="card my-list">
        {years.map(({ year, gifts, amount, statementUrl }) => {
          const paper = webAddress(statementUrl);
          return (
            <li key={year}>
              <div className="my-row">
                <b className="num">{t('years.year', { year })}</b>
                <span className="small muted num">{t('years.gifts', { count: gifts })}</span>
                <span className="num">{formatYuan(fenOf(amount))}</span>
              </div>
              <p className="my-links tiny">
                {paper ? (
                  <a className="link" href={paper} download={`statement-${year}.pdf`}>
                    {t('years.statement')}
                  </a>
                ) : (
                  <span className="muted">{t('years.signIn')}</span>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function OwnData({ onDelete }: { onDelete: () => void }) {
  const { t } = useTranslation('my');
  return (
    <section aria-labelledby="my-data">
      <h2 id="my-data">{t('data.title')}</h2>
      <p className="small muted">{t('data.text')}</p>
      <p className="my-acts">
        <a className="button quiet compact" href="/donor/export.json" download>
          {t('data.export')}
        </a>
        <button type="button" className="button quiet compact" onClick={onDelete}>
          {t('data.delete')}
        </button>
      </p>
    </section>
  );
}

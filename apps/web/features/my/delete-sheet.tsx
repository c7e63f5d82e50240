import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { Sheet } from '../../components/sheet.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { DeleteAccountMutation } from './delete-account.mutation.js';

interface DeleteSheetProps {
  accountId: string;
  /** How many monthly gifts go on and would stop. */
  monthly: number;
  onClose: () => void;
  onDeleted: () => void;
}

/** Says what goes and what stays, and asks once more: it cannot be undone. */
export function DeleteSheet({ accountId, monthly, onClose, onDeleted }: DeleteSheetProps) {
  const { t } = useTranslation('my');
  const client = useClient();
  const [understood, setUnderstood] = useState(false);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (sending || !understood) return;
    setSending(true);
    setRefusal(null);
    setFault(null);
    // What was confirmed is what was shown: monthly gifts that began meanwhile are asked about again.
    const variables = { accountId, stopMonthlyGifts: monthly > 0 };
    const { data, error } = await client.mutation(DeleteAccountMutation, variables).toPromise();
    setSending(false);
    const answer = data?.deleteDonorAccount;
    if (answer?.__typename === 'DonorAccountDeleted') onDeleted();
    else if (answer) setRefusal(answer.message);
    else setFault(error ? apiFaultOf(error) : 'internal');
  };
  return (
    <Sheet title={t('delete.title')} onClose={onClose}>
      <form className="my-form" onSubmit={(event) => void submit(event)}>
        <ul className="small my-points">
          <li>{t('delete.goes')}</li>
          <li>{t('delete.stays')}</li>
          {monthly > 0 ? <li>{t('delete.monthly', { count: monthly })}</li> : null}
        </ul>
        <label className="my-check">
          <input type="checkbox" checked={understood} onChange={(event) => setUnderstood(event.target.checked)} />
          <span>{t('delete.understood')}</span>
        </label>
        {refusal ? (
          <Notice tone="seal" urgent>
            {refusal}
          </Notice>
        ) : null}
        {fault ? <FaultNotice fault={fault} urgent /> : null}
        <div className="my-acts">
          <button type="submit" className="button" aria-disabled={sending || !understood}>
            {sending ? t('delete.sending') : t('delete.confirm')}
          </button>
          <button type="button" className="button quiet" onClick={onClose}>
            {t('delete.keep')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

import type { Installation } from '../support/installation.js';

/** A gift as the books have it. */
export interface BookedGift {
  id: string;
  amount: bigint;
  fee: bigint;
  /** What has gone back of it and not come again, in fen. */
  returned: bigint;
  /** The sum of its receipts, red ones negative, in fen. */
  receipted: bigint;
  receipts: number;
  papers: number;
  mails: number;
  mailsSent: number;
}

/** What an installation holds at rest, read by SQL of the test's own. */
export interface InstallationBooks {
  gifts: BookedGift[];
  /** Pledges that say they were paid. */
  paidPledges: string[];
  receipts: number;
  lastReceiptNumber: number;
  /** What the books say the provider holds, in fen. */
  providerBalance: bigint;
  /** Debits less credits over all accounts. */
  imbalance: bigint;
  /** Lines of the provider's statement that postings stand for; one that is there twice is there twice. */
  bookedLines: string[];
  /** Work that waits, by topic, with why; parked work included. */
  outbox: string[];
  /** Notifications that have not been taken in. */
  unread: number;
}

export async function readBooks(installation: Installation): Promise<InstallationBooks> {
  const gifts = await installation.rows<Record<keyof BookedGift, string>>(
    `SELECT gift.id, gift.amount, gift.fee, pledge.returned, coalesce(papers.receipted, 0) AS receipted,
            coalesce(papers.receipts, 0) AS receipts, coalesce(papers.papers, 0) AS papers,
            coalesce(letters.mails, 0) AS mails, coalesce(letters.sent, 0) AS "mailsSent"
     FROM ledger_gift gift JOIN pledge ON pledge.id = gift.id
     LEFT JOIN (SELECT pledge_id, sum(amount) AS receipted, count(*) AS receipts, count(rendered_at) AS papers
                FROM receipt GROUP BY 1) papers ON papers.pledge_id = gift.id
     LEFT JOIN (SELECT subject_id, count(*) AS mails, count(*) FILTER (WHERE state = 'SENT') AS sent
                FROM mail_message GROUP BY 1) letters ON letters.subject_id = pledge.subject_id
     ORDER BY gift.id`,
  );
  const lines = await installation.rows<{ id: string }>(
    `SELECT movement_id AS id FROM payment_attempt WHERE movement_id IS NOT NULL
     UNION ALL SELECT withdrawn_movement_id FROM refund WHERE withdrawn_movement_id IS NOT NULL
     UNION ALL SELECT returned_movement_id FROM refund WHERE returned_movement_id IS NOT NULL
     UNION ALL SELECT id FROM dispute_movement`,
  );
  const paid = await installation.rows<{ id: string }>(`SELECT id FROM pledge WHERE paid_at IS NOT NULL ORDER BY id`);
  const [sums] = await installation.rows<Record<'provider' | 'imbalance' | 'receipts' | 'last', string>>(
    `SELECT coalesce(sum(debits - credits) FILTER (WHERE purpose = 'PROVIDER_BALANCE'), 0) AS provider,
            coalesce(sum(debits - credits), 0) AS imbalance, (SELECT count(*) FROM receipt) AS receipts,
            (SELECT coalesce(max(number), 0) FROM receipt) AS last
     FROM ledger_balance JOIN ledger_account ON ledger_account.id = account_id`,
  );
  if (!sums) throw new Error('the sums of the books came back empty');
  return {
    bookedLines: lines.map(({ id }) => id),
    gifts: gifts.map(({ id, amount, fee, returned, receipted, ...counts }) => ({
      id,
      amount: BigInt(amount),
      fee: BigInt(fee),
      returned: BigInt(returned),
      receipted: BigInt(receipted),
      receipts: Number(counts.receipts),
      papers: Number(counts.papers),
      mails: Number(counts.mails),
      mailsSent: Number(counts.mailsSent),
    })),
    paidPledges: paid.map(({ id }) => id),
    receipts: Number(sums.receipts),
    lastReceiptNumber: Number(sums.last),
    providerBalance: BigInt(sums.provider),
    imbalance: BigInt(sums.imbalance),
    ...(await readBacklog(installation)),
  };
}

export async function readBacklog(installation: Installation): Promise<Pick<InstallationBooks, 'outbox' | 'unread'>> {
  const outbox = await installation.rows<{ text: string }>(
    `SELECT concat_ws(' ', topic, key, 'tried', attempts, 'times', CASE WHEN parked_at IS NOT NULL THEN 'PARKED' END,
                      'due in', ceil(extract(epoch FROM available_at - now())), 's', failure) AS text
     FROM outbox_message ORDER BY id`,
  );
  const unread = await installation.count('webhook_event', 'processed_at IS NULL');
  return { outbox: outbox.map(({ text }) => text), unread };
}

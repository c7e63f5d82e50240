import type Stripe from 'stripe';
import type { Installation } from '../support/installation.js';

/** Each question takes the pledge's id, and its answer is one part of the history. */
const QUESTIONS: readonly [title: string, sql: string][] = [
  ['pledge', `SELECT id, state, amount, failure, created_at, paid_at, late FROM pledge WHERE id = $1`],
  ['transitions', `SELECT "from", "to", actor, reason, at FROM pledge_transition WHERE pledge_id = $1 ORDER BY id`],
  ['attempts', `SELECT * FROM payment_attempt WHERE pledge_id = $1 ORDER BY number`],
  [
    'notifications kept',
    `SELECT id, type, topic, subject, received_at, processed_at FROM webhook_event
     WHERE payload::text LIKE '%' || $1 || '%' ORDER BY received_at`,
  ],
  [
    'work that waits',
    `SELECT topic, key, attempts, available_at, parked_at, failure FROM outbox_message
     WHERE key = $1 OR key IN (SELECT id FROM payment_attempt WHERE pledge_id = $1)
        OR key IN (SELECT id FROM receipt WHERE pledge_id = $1)`,
  ],
  [
    'postings',
    `SELECT gift.id, gift.amount, gift.fee, gift.legs, batch.number AS batch, batch.recorded_at
     FROM ledger_gift gift JOIN ledger_batch batch ON batch.id = gift.batch_id WHERE gift.id = $1`,
  ],
  ['transfers', `SELECT id, kind, accounts, debits, credits, document, note FROM ledger_transfer WHERE gift_id = $1`],
  ['receipts', `SELECT id, number, issued_at, rendered_at, mail_id FROM receipt WHERE pledge_id = $1`],
  [
    'mails',
    `SELECT mail.id, mail.state, mail.failure, mail.sent_at FROM mail_message mail
     JOIN pledge ON pledge.subject_id = mail.subject_id WHERE pledge.id = $1`,
  ],
];

/** Everything that is known of one payment, here and at the provider, as a person would read it. */
export async function historyOf(installation: Installation, stripe: Stripe, pledgeId: string): Promise<string> {
  const lines = [`history of ${pledgeId}`];
  const tell = (title: string, rows: readonly object[]): void => {
    lines.push(`  ${title}: ${rows.length === 0 ? 'none' : ''}`, ...rows.map((row) => `    ${textOf(row)}`));
  };
  for (const [title, sql] of QUESTIONS) tell(title, await installation.rows(sql, [pledgeId]));
  const charges = await gathered(
    stripe.charges.list({ limit: 100 }),
    ({ metadata }) => metadata['pledge_id'] === pledgeId,
  );
  tell(
    'charges at the provider',
    charges.map(({ id, status, amount, created, balance_transaction: line, failure_code: failure }) => {
      return { id, status, amount, created, line, failure };
    }),
  );
  const events = await gathered(stripe.events.list({ limit: 100 }), ({ data }) =>
    JSON.stringify(data.object).includes(pledgeId),
  );
  for (const { id, type } of events.reverse()) {
    const { data } = await installation.control<{ data: object[] }>('GET', `/deliveries?event=${id}`);
    tell(`event ${id} ${type}, its deliveries`, data);
  }
  return lines.join('\n');
}

async function gathered<T>(items: AsyncIterable<T>, belongs: (item: T) => boolean): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) if (belongs(item)) found.push(item);
  return found;
}

function textOf(row: object): string {
  const known = Object.entries(row).filter(([, value]) => value !== null);
  return known
    .map(([name, value]) => `${name}=${value instanceof Date ? value.toISOString() : String(value)}`)
    .join(' ');
}

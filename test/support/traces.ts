import type { Installation } from './installation.js';

const TABLES = [
  'pledge',
  'pledge_transition',
  'payment_attempt',
  'personal_subject',
  'webhook_event',
  'outbox_message',
];

/** Everything a gift leaves behind: numbers of rows, and of sessions at the provider. */
export async function tracesOf(installation: Installation): Promise<Record<string, number>> {
  const counted = await Promise.all(TABLES.map(async (table) => [table, await installation.count(table)] as const));
  const { objects } = await installation.control<{ objects: { sessions: number } }>('GET', '/');
  return { ...Object.fromEntries(counted), sessions: objects.sessions };
}

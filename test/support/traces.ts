import type { Installation } from './installation.js';

const TABLES = ['pledge', 'pledge_transition', 'payment_attempt', 'personal_subject', 'webhook_event'];
/** What the worker sets itself to do whenever it comes up, whoever gives or not. */
const OWN_WORK = `topic IN ('reconciliation-run', 'audit-run')`;

/** Everything a gift leaves behind: numbers of rows, and of sessions at the provider. */
export async function tracesOf(installation: Installation): Promise<Record<string, number>> {
  const counted: [string, number][] = [];
  for (const table of TABLES) counted.push([table, await installation.count(table)]);
  const waiting = await installation.count('outbox_message', `NOT ${OWN_WORK}`);
  const { objects } = await installation.control<{ objects: { sessions: number } }>('GET', '/');
  return { ...Object.fromEntries(counted), outbox_message: waiting, sessions: objects.sessions };
}

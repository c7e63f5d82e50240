/**
 * Loaded into a process before its own code: kills it, as a power cut would, between two statements to Postgres.
 * KILL_AT, or a message `{ killAt }` from whoever started the process, counts the points from then on: 0 is before the
 * next statement, each further one before the one after, and one more after each answer to a commit. All connections
 * count; with KILL_WITHIN only the transactions in which a statement holds that text, with `killQueue: false` none of the
 * queue's own. Before it dies it says at which statement, in one line on standard error.
 */
import { writeSync } from 'node:fs';
import pg from 'pg';

const within = process.env.KILL_WITHIN ?? '';
let killAt = Number(process.env.KILL_AT);
let sparesQueue = false;
const query = pg.Client.prototype.query;
const entered = new Set();
let point = 0;

process.on('message', (message) => {
  if (message?.killAt === undefined) return;
  point = 0;
  killAt = message.killAt;
  sparesQueue = message.killQueue === false;
});
process.channel?.unref();

/** The queue's connections look into a schema of their own. */
const isOfQueue = ({ connectionParameters }) => (connectionParameters?.options ?? '').includes('search_path');

const passPoint = (text) => {
  if (point++ !== killAt) return;
  writeSync(2, `killed at point ${killAt}: ${text.replace(/\s+/g, ' ').trim().slice(0, 160)}\n`);
  process.kill(process.pid, 'SIGKILL');
};

pg.Client.prototype.query = function (...args) {
  const text = typeof args[0] === 'string' ? args[0] : (args[0]?.text ?? '');
  if (text.includes(within) && !(sparesQueue && isOfQueue(this))) entered.add(this);
  if (!entered.has(this)) return query.apply(this, args);
  passPoint(`before ${text}`);
  const answer = query.apply(this, args);
  if (!/^\s*commit\b/i.test(text) || typeof answer?.then !== 'function') return answer;
  return answer.then((result) => {
    passPoint('after commit');
    entered.delete(this);
    return result;
  });
};

/**
 * Loaded into a worker before its own code: kills it, as a power cut would, at one point of the transaction that posts
 * gifts. KILL_AT counts the points: 0 is before the posting function is called, each further one before the next
 * statement of that connection, and the last after the commit was answered.
 */
import pg from 'pg';

const killAt = Number(process.env.KILL_AT);
const query = pg.Client.prototype.query;
let posting;
let point = 0;

const passPoint = () => {
  if (point++ === killAt) process.kill(process.pid, 'SIGKILL');
};

pg.Client.prototype.query = function (...args) {
  const text = typeof args[0] === 'string' ? args[0] : (args[0]?.text ?? '');
  if (text.includes('ledger_post_gifts')) posting = this;
  if (posting !== this) return query.apply(this, args);
  passPoint();
  const answer = query.apply(this, args);
  if (!/^\s*commit\b/i.test(text)) return answer;
  return answer.then((result) => {
    passPoint();
    posting = undefined;
    return result;
  });
};

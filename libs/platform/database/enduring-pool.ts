import pg from 'pg';

/**
 * A pool of connections that may be cut at any moment. A client tells of its cut by an `error` event, and one that
 * nobody listens to ends the process: between two statements of a transaction, or while it is given back, nobody does.
 * Whoever uses the client learns of it by the statement that fails, so hearing it is enough.
 */
export function enduringPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  return pool;
}

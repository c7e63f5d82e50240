/** Postgres closes connections with these: shut down by an administrator, after a crash, or not yet up again. */
const CUT = ['57P01', '57P02', '57P03', 'ECONNRESET', 'EPIPE'];

/** Whether an error is a connection to Postgres telling that it was cut. */
export function tellsOfCutConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, severity } = error as { code?: string; severity?: string };
  if (severity === 'FATAL') return code !== undefined && CUT.includes(code);
  return error.message === 'Connection terminated unexpectedly';
}

/**
 * Keeps a process alive that hears of a cut connection nobody listens to. Our own pools listen (`enduring-pool.ts`); the
 * queue's client for LISTEN does so only a moment after it is connected, and one that is cut in that moment would end
 * everything. Whoever uses the connection learns of it by the statement that fails. Anything else ends the process, as
 * it would without this.
 */
export function surviveCutConnections(): void {
  process.on('uncaughtException', (error) => {
    if (tellsOfCutConnection(error)) return;
    process.stderr.write(`${error.stack ?? String(error)}\n`);
    process.exit(1);
  });
}

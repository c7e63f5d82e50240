import { createServer } from 'node:net';
import { CommandError } from './progress.mjs';

function isFree(port, host) {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', (error) => resolve(error))
      .listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}

/**
 * @param {readonly { name: string, port: number, host: string, example: string }[]} wanted
 * @throws {CommandError} with one line for each port that cannot be had, and what to set instead.
 */
export async function checkPorts(wanted) {
  const lines = [];
  for (const { name, port, host, example } of wanted) {
    const error = await isFree(port, host);
    if (!error) continue;
    lines.push(explain(error, { name, port, host, example }));
  }
  if (lines.length > 0) throw new CommandError(lines.join('\n'), 1);
}

function explain(error, { name, port, host, example }) {
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `HOST is ${host}, which is no address of this machine: leave it out, or take 0.0.0.0 for all addresses.`;
  }
  const why = { EADDRINUSE: 'is in use by another program', EACCES: 'is reserved for the system' }[error.code];
  return `Port ${port} (${name}) ${why ?? `cannot be opened (${error.message})`}: choose another, for example ${example}`;
}

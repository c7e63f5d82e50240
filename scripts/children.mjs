/** The processes that `npm start` runs: started with a prefix on every line, watched, stopped in order. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { badSettings, CommandError } from './progress.mjs';
import { root } from './steps.mjs';

const drainWithinMs = 30_000;
const colours = { api: 36, worker: 35, sandbox: 33, seed: 34 };
const coloured = process.stdout.isTTY && !process.env.NO_COLOR;
const guard = pathToFileURL(path.join(import.meta.dirname, 'child-guard.mjs')).href;

/**
 * Starts `node <file>` and passes its lines on.
 * `ended` resolves, never rejects, to `{ code, signal }`; `stop()` asks to end, then insists; `kill()` insists at once.
 */
export function startChild(name, file, env, args = []) {
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', guard, file, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C reaches the start alone, which then stops everybody in the right order.
    detached: process.platform !== 'win32',
  });
  const prefix = coloured ? `\u001b[${colours[name] ?? 37}m${name.padEnd(7)}│\u001b[0m ` : `${name.padEnd(7)}│ `;
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    createInterface({ input: from }).on('line', (line) => to.write(`${prefix}${line}\n`));
  }
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, signal: error.message }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  const kill = (signal) => {
    if (!hasEnded) child.kill(signal);
  };
  return {
    name,
    pid: child.pid,
    ended,
    kill: () => kill('SIGKILL'),
    async stop() {
      kill('SIGTERM');
      const timer = setTimeout(() => {
        console.error(`${name} did not finish its work within ${drainWithinMs / 1000} s and is killed.`);
        kill('SIGKILL');
      }, drainWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The words for a child that ended by itself. */
export function obituary(name, { code, signal }) {
  if (code === badSettings)
    return new CommandError(`${name} cannot start with these settings (see its lines above).`, badSettings);
  return new CommandError(`${name} ended unexpectedly (${signal ?? `exit code ${code}`}); see its lines above.`);
}

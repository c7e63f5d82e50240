/** What the person at the terminal sees while a command works. Node's built-ins only: it runs before `npm ci`. */
import { spawn } from 'node:child_process';

/** A fault that the person can mend; commands print its message without a stack and end with its exit code. */
export class CommandError extends Error {
  name = 'CommandError';

  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The exit code by which a process says that its settings are wrong (EX_CONFIG of sysexits.h). */
export const badSettings = 78;

const began = performance.now();
const stillEveryMs = 10_000;

/** One line with the seconds since the command began. */
export function say(line) {
  console.log(`[${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s] ${line}`);
}

/** Says what begins, that it still goes on every ten seconds, and returns what `work` resolves to. */
export async function step(title, work) {
  const start = performance.now();
  say(`${title} …`);
  const timer = setInterval(() => {
    say(`  still ${title} (${Math.round((performance.now() - start) / 1000)} s)`);
  }, stillEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

const underWay = new Set();

/**
 * Ends what `run` has under way, with all that those programs started themselves; its promises reject. At once, because
 * npm answers a polite signal by working on; what is half done is done again by the next run.
 */
export function endRuns() {
  for (const child of underWay) {
    try {
      if (process.platform === 'win32') child.kill();
      else process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended this very moment.
    }
  }
}

/**
 * Runs a program to its end and keeps what it prints to itself unless it fails: then its last lines are the message.
 * @throws {CommandError}
 */
export function run(file, args, { env = {}, cwd, shown = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
      // A group of its own, so that it can be ended as a whole; npm is several processes.
      detached: process.platform !== 'win32',
      shell: process.platform === 'win32' && !file.includes('\\'), // npm is a .cmd file there
    });
    underWay.add(child);
    child.once('close', () => underWay.delete(child));
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (printed = (printed + text).slice(-20_000)));
    }
    const command = [file === process.execPath ? 'node' : file, ...args].join(' ');
    child.once('error', (error) => reject(new CommandError(`${command}: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(printed);
      const tail = printed.trim().split('\n').slice(-40).join('\n');
      reject(new CommandError(`${tail}\n\n"${command}" failed (${signal ?? `exit code ${code}`}).`.trimStart()));
    });
  });
}

/** Runs a command's main function and turns its fault into plain lines and an exit code. */
export async function main(work) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    if (process.listenerCount(signal) > 0) continue; // The command stops in a way of its own.
    process.once(signal, () => {
      endRuns();
      process.exit(130);
    });
  }
  try {
    await work();
  } catch (error) {
    // Faults meant for the reader carry a name of their own; anything else is a bug and needs its stack.
    const plain = ['CommandError', 'PostgresStartError', 'MigrationError'].includes(error?.name);
    console.error(plain ? `\n${error.message}` : error);
    process.exitCode = error?.exitCode ?? 1;
  }
}

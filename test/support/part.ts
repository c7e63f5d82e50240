import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** Ends a child whose parent was killed, so that a broken-off test run holds no ports. */
const guard = pathToFileURL(path.resolve('scripts/child-guard.mjs')).href;
const READY_WITHIN_MS = 60_000;
/** Below the range from which systems take ports for outgoing connections, which would come in between. */
const FIRST_PORT = 20_000;
const PORTS = 12_000;

export interface PartOptions {
  name: string;
  /** The built entry point, from the root of the project. */
  file: string;
  env: Record<string, string>;
  /** Answers 200 once the part is ready; left out for a part that runs to its end. */
  readyUrl?: string;
  /** A module that is loaded before its own code, at every start that names no other. */
  preload?: string | undefined;
}

/** One process of an installation: the built program, as `npm start` runs it, to be stopped or killed. */
export class Part {
  private child: ChildProcess | undefined;
  private printed = '';

  constructor(private readonly options: PartOptions) {}

  get running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Everything printed so far, over all starts. */
  get output(): string {
    return this.printed;
  }

  /** The JSON lines of its log. */
  get log(): Record<string, unknown>[] {
    const lines = this.printed.split('\n').filter((line) => line.startsWith('{'));
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /**
   * Starts it, and waits until it is ready where it says so; `preload` is a module that is loaded before its own code.
   * @throws Error with what it printed when it ends instead
   */
  async start({
    preload = this.options.preload,
    env = {},
  }: { preload?: string | undefined; env?: Record<string, string> } = {}): Promise<void> {
    const { name, file, readyUrl } = this.options;
    const imports = [guard, ...(preload ? [pathToFileURL(path.resolve(preload)).href] : [])];
    const child = spawn(process.execPath, [...imports.flatMap((url) => ['--import', url]), path.resolve(file)], {
      env: { ...this.options.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.printed += text));
    }
    if (readyUrl === undefined) return;
    for (const deadline = Date.now() + READY_WITHIN_MS; !(await answers(readyUrl)); await sleep(50)) {
      if (!this.running) throw new Error(`${name} ended at its start:\n${this.printed}`);
      if (Date.now() > deadline) throw new Error(`${name} was not ready in time:\n${this.printed}`);
    }
  }

  /** Asks it to end by SIGTERM and waits. @returns its exit code */
  stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** Ends it as a power cut would. */
  kill(): Promise<number | null> {
    return this.end('SIGKILL');
  }

  /** Sends a signal without waiting for anything. */
  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Tells its preloaded module something. */
  send(message: object): void {
    if (this.running) this.child?.send(message, () => undefined); // It may die this very moment.
  }

  /** Waits until it has ended. @returns its exit code, null when a signal ended it */
  async ended(): Promise<number | null> {
    if (this.child && this.running) await once(this.child, 'close');
    return this.child?.exitCode ?? null;
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.running) this.child?.kill(signal);
    return this.ended();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // Not listening yet.
  }
}

/** `count` free ports; each is tried before it is given out. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    const probe = createServer().listen(port, '127.0.0.1');
    const isFree = await once(probe, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    await new Promise((resolve) => probe.close(resolve));
    ports.add(port);
  }
  return [...ports];
}

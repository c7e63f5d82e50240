import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { STATE_FORMAT, type StateSnapshot } from './sandbox.state.js';

/** The file is written at most once in this time, and never takes more than a twentieth of the process. */
const QUIET_MS = 500;
const SHARE_OF_TIME = 20;

const envelope = z.looseObject({
  format: z.literal(STATE_FORMAT),
  clockOffsetMs: z.number(),
  random: z.looseObject({}),
  collections: z.looseObject({}),
  agenda: z.array(z.unknown()),
  answers: z.array(z.unknown()),
});

/** The state file is there and cannot be used. */
export class StateFileError extends Error {}

/**
 * Reads the state file, or answers undefined where there is none yet.
 * Throws StateFileError when the file is not one of ours: overwriting it would lose payments that somebody meant to keep.
 */
export function readStateFile(path: string): StateSnapshot | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    envelope.parse(content);
    return content as StateSnapshot;
  } catch (cause) {
    throw new StateFileError(`SANDBOX_STATE_FILE ${path} is not a state of this sandbox: move it away to start anew`, {
      cause,
    });
  }
}

/**
 * Keeps the state file up to date: a while after a change, and once more when it is closed.
 * Each write goes to a neighbour file, is flushed and then renamed, so a crash leaves either the old state or the new.
 */
export class StateFileWriter {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private waitMs = QUIET_MS;

  constructor(
    private readonly path: string,
    private readonly takeSnapshot: () => StateSnapshot,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Plans a write; further changes until then ride along. */
  schedule(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.writing = this.write().catch(this.report);
    }, this.waitMs);
    this.timer.unref();
  }

  /** Writes what has not been written yet; throws when the disk refuses. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.writing;
    await this.write();
  }

  private async write(): Promise<void> {
    await this.writing;
    const startedAt = performance.now();
    const text = JSON.stringify(this.takeSnapshot());
    const neighbour = `${this.path}.new`;
    await mkdir(dirname(this.path), { recursive: true });
    const file = await open(neighbour, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(neighbour, this.path);
    this.waitMs = Math.max(QUIET_MS, (performance.now() - startedAt) * SHARE_OF_TIME);
  }
}

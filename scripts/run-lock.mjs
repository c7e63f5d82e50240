/** One running `npm start` for each data folder; a start that was killed leaves a note that the next one reads. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError, say } from './progress.mjs';

const childrenEndWithinMs = 20_000;
const noteOf = (dataDir) => path.join(dataDir, 'running.json');

/** @returns {{ pid: number, children: Record<string, number> } | undefined} the note of a start, dead or alive */
function readNote(dataDir) {
  try {
    return JSON.parse(readFileSync(noteOf(dataDir), 'utf8'));
  } catch {
    return undefined; // No note, or one that was cut short by a full disk: either way there is nothing to wait for.
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

/** The pid of the start that runs on this folder, if one does. */
export function runningStart(dataDir) {
  const note = readNote(dataDir);
  return note && note.pid !== process.pid && isAlive(note.pid) ? note.pid : undefined;
}

/**
 * Takes the folder. Waits for the children of a killed start: they notice its death and finish their work first.
 * @returns {Promise<{ note(children: Record<string, number>): void, release(): void }>}
 * @throws {CommandError} when another start runs on the folder.
 */
export async function takeFolder(dataDir) {
  const other = runningStart(dataDir);
  if (other) {
    throw new CommandError(
      `It already runs on ${dataDir} (process ${other}): stop that one, or set DATA_DIR and PORT.`,
    );
  }
  const left = () => Object.entries(readNote(dataDir)?.children ?? {}).filter(([, pid]) => isAlive(pid));
  const deadline = Date.now() + childrenEndWithinMs;
  if (left().length > 0)
    say(
      `waiting for ${left()
        .map(([name]) => name)
        .join(', ')} of an earlier start to end …`,
    );
  while (left().length > 0 && Date.now() < deadline) await sleep(100);

  const write = (children) => {
    const half = `${noteOf(dataDir)}.half`;
    writeFileSync(half, JSON.stringify({ pid: process.pid, children }));
    renameSync(half, noteOf(dataDir));
  };
  write({});
  return {
    note: write,
    release: () => {
      if (existsSync(noteOf(dataDir)) && readNote(dataDir)?.pid === process.pid) rmSync(noteOf(dataDir));
    },
  };
}

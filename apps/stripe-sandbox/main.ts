import { SettingsError, readSettings } from './sandbox.settings.js';
import { startSandbox } from './sandbox.server.js';
import { StateFileError } from './state/state.file.js';

/** Starts the sandbox from the environment; SIGTERM and SIGINT close it in order. */
async function main(): Promise<void> {
  const sandbox = await startSandbox(readSettings());
  let closing: Promise<void> | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      closing ??= sandbox.close().then(() => process.exit(0), fail);
    });
  }
}

/** One clear line for what a person can mend; the stack only for what they cannot. */
function fail(error: unknown): never {
  const isBusyPort = (error as { code?: unknown }).code === 'EADDRINUSE';
  const known = error instanceof SettingsError || error instanceof StateFileError || isBusyPort;
  process.stderr.write(`${known && error instanceof Error ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
}

main().catch(fail);

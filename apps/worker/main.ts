import 'reflect-metadata';
import { EXIT_CONFIG, SettingsError, settingsOfProcess, surviveCutConnections } from '#platform';
import { startWorker } from './worker.js';

surviveCutConnections();
try {
  const worker = await startWorker(settingsOfProcess());
  let stopping: Promise<void> | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stopping ??= worker.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  if (error instanceof SettingsError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
  throw error;
}

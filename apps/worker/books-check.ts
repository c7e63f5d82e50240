import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AuditModule, AuditService } from '#audit';
import { EXIT_CONFIG, PlatformModule, SettingsError, settingsOfProcess, type Settings } from '#platform';

/**
 * `npm run books:check`: prints each sentence that must hold with its count of offenders. Changes nothing.
 * Exit codes: 0 everything holds, 1 something does not, 78 the settings are wrong.
 */
async function check(settings: Settings): Promise<number> {
  const app = await NestFactory.createApplicationContext(
    { module: class BooksCheck {}, imports: [PlatformModule.for('worker', settings), AuditModule] },
    { logger: false },
  );
  try {
    const results = await app.get(AuditService).check();
    const broken = results.filter(({ offenders }) => offenders > 0);
    for (const { sentence, offenders } of results) {
      process.stdout.write(`${offenders === 0 ? '✓' : '✗'} ${String(offenders).padStart(6)}  ${sentence}\n`);
    }
    const say = broken.length === 0 ? 'every sentence holds' : `${broken.length} do not hold`;
    process.stdout.write(`${results.length} sentences, ${say}\n`);
    return broken.length === 0 ? 0 : 1;
  } finally {
    await app.close();
  }
}

try {
  process.exit(await check(settingsOfProcess()));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_CONFIG);
}

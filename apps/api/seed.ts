import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { EXIT_CONFIG, SettingsError, settingsOfProcess } from '#platform';
import { SeedModule } from './seed/seed.module.js';
import { Seeder } from './seed/seeder.js';

try {
  const app = await NestFactory.createApplicationContext(SeedModule.with(settingsOfProcess()), {
    logger: false,
    abortOnError: false,
  });
  await app.get(Seeder).run();
  await app.close();
} catch (error) {
  if (error instanceof SettingsError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
  throw error;
}

import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { GatewayRefused, GatewayUnavailable, PaymentGateway, PaymentsModule } from '#payments';
import { EXIT_CONFIG, PlatformModule, SettingsError, settingsOfProcess, type Settings } from '#platform';
import { webhookUrl } from '#reconciliation';

/**
 * `npm run webhook:ensure`: makes the provider send its notifications to us, in the pinned version and with exactly the
 * kinds we act on. Prints a new secret once, to the terminal only. `--retire` switches other endpoints of the same
 * address off, once the new secret is in use. Exit codes: 0 done, 1 the provider is away or refused, 78 the
 * settings are wrong.
 */
async function ensure(settings: Settings): Promise<void> {
  const app = await NestFactory.createApplicationContext(
    { module: class WebhookEnsure {}, imports: [PlatformModule.for('worker', settings), PaymentsModule] },
    { logger: false },
  );
  try {
    const url = webhookUrl(settings);
    const retire = process.argv.includes('--retire');
    const { endpointId, done, secret, retired } = await app.get(PaymentGateway).ensureWebhook(url, retire);
    const lines = [`${done}: ${endpointId} → ${url}`, ...retired.map((id) => `switched off: ${id}`)];
    if (secret !== null) {
      lines.push('Shown once. Set it as STRIPE_WEBHOOK_SECRET, and the one before as STRIPE_WEBHOOK_SECRET_PREVIOUS:');
      lines.push(secret);
    }
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await app.close();
  }
}

try {
  await ensure(settingsOfProcess());
} catch (error) {
  const away = error instanceof GatewayUnavailable || error instanceof GatewayRefused;
  if (!away && !(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(away ? 1 : EXIT_CONFIG);
}

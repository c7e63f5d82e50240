import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from './config/config.module.js';
import type { IdSource } from '#kernel';
import type { Settings } from './config/settings.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { LimitsModule } from './limits/limits.module.js';
import { MailModule } from './mail/mail.module.js';
import { QueueModule } from './queue/queue.module.js';
import { SignalsModule } from './signals/signals.module.js';
import { StorageModule } from './storage/storage.module.js';
import { TelemetryModule } from './telemetry/telemetry.module.js';
import { VaultModule } from './vault/vault.module.js';

/** Everything a process stands on, named for its logs. */
@Module({})
export class PlatformModule {
  static for(name: string, settings: Settings, ids?: IdSource): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        ConfigModule.with(settings),
        TelemetryModule.named(name, ids),
        DatabaseModule,
        QueueModule,
        SignalsModule,
        StorageModule,
        MailModule,
        VaultModule,
        LimitsModule,
        HealthModule,
      ],
    };
  }
}

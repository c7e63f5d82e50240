import { Module, type DynamicModule } from '@nestjs/common';
import { Clock, IdSource, SystemClock, SystemIds } from '#kernel';
import { Settings } from '../config/settings.js';
import { Logger } from './logger.js';
import { Metrics } from './metrics.js';

/** Logs, metrics, and the clock and ids that make them (and everything else) repeatable in tests. */
@Module({})
export class TelemetryModule {
  static named(name: string, ids: IdSource = new SystemIds()): DynamicModule {
    return {
      module: TelemetryModule,
      global: true,
      providers: [
        {
          provide: Logger,
          useFactory: ({ logLevel }: Settings) => new Logger({ name, level: logLevel }),
          inject: [Settings],
        },
        { provide: Clock, useClass: SystemClock },
        { provide: IdSource, useValue: ids },
        Metrics,
      ],
      exports: [Logger, Metrics, Clock, IdSource],
    };
  }
}

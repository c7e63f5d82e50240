import { Controller, Get, Header, HttpCode, Inject, ServiceUnavailableException } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Metrics } from '../telemetry/metrics.js';
import { Lifecycle } from './lifecycle.js';

/** Health, readiness and metrics of a process. */
@Controller()
export class HealthController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Lifecycle) private readonly lifecycle: Lifecycle,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'alive' };
  }

  @Get('health/ready')
  async ready(): Promise<{ status: string }> {
    if (this.lifecycle.stopping) throw new ServiceUnavailableException('stopping');
    try {
      await this.database.ping();
    } catch {
      throw new ServiceUnavailableException('the database does not answer');
    }
    return { status: 'ready' };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4')
  text(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}

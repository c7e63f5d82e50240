import { Module, type DynamicModule } from '@nestjs/common';
import { AllocationModule } from '#allocation';
import { CampaignsModule } from '#campaigns';
import { IdentityModule } from '#identity';
import { SeededIds } from '#kernel';
import { OrganizationsModule } from '#organizations';
import { PlatformModule, type Settings } from '#platform';
import { TeamsModule } from '#teams';
import { ExampleBuilder } from './example-builder.js';
import { Seeder } from './seeder.js';

@Module({})
export class SeedModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: SeedModule,
      imports: [
        PlatformModule.for('seed', settings, new SeededIds('yiqijuan examples')),
        AllocationModule,
        CampaignsModule,
        IdentityModule,
        OrganizationsModule,
        TeamsModule,
      ],
      providers: [Seeder, ExampleBuilder],
    };
  }
}

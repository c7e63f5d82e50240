import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository, CampaignsService, type CampaignDraft } from '#campaigns';
import type { Viewer } from '#identity';
import { OrganizationsRepository } from '#organizations';
import { Database, Settings } from '#platform';
import { ExampleBuilder } from './example-builder.js';
import { exampleCampaigns } from './examples.js';
import { hunan } from './hunan.js';

/** Slugs of the example campaigns; the addresses people are told. */
const SLUGS = { live: 'warm-2026', draft: 'new-year', ended: 'autumn-2026' } as const;

/** Fills an empty database: Hunan's organisations always, examples and demo logins only where `DEMO` is set. */
@Injectable()
export class Seeder {
  constructor(
    @Inject(Settings) private readonly settings: Settings,
    @Inject(Database) private readonly database: Database,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(CampaignsService) private readonly campaignsService: CampaignsService,
    @Inject(ExampleBuilder) private readonly examples: ExampleBuilder,
  ) {}

  /** Returns false when the database had been filled before. */
  async run(): Promise<boolean> {
    const { regions, orgUnits, cityCodes } = hunan();
    await this.database.transaction((tx) => this.organizations.add(tx, regions, orgUnits));
    if (!this.settings.demo || (await this.campaigns.firstProgramId())) return false;
    const { maker, checker } = await this.examples.people();
    await this.examples.programme(maker, checker);
    const { live, draft, ended } = exampleCampaigns(this.examples.today(), cityCodes);
    await this.publish(SLUGS.live, live, maker, checker);
    await this.publish(SLUGS.ended, ended, maker, checker);
    await this.examples.create(SLUGS.draft, draft, maker);
    await this.campaignsService.endDue();
    await this.examples.printLogins();
    return true;
  }

  private async publish(slug: string, draft: CampaignDraft, maker: Viewer, checker: Viewer): Promise<void> {
    const id = await this.examples.create(slug, draft, maker);
    await this.examples.teams(id, draft.regionCodes);
    await this.campaignsService.submit(maker, id);
    await this.campaignsService.approve(checker, id, '示例：材料齐全');
    // The ended one's window is over, which the gate rightly refuses; it was live in its time.
    if (draft.endsAt > this.examples.now()) await this.campaignsService.publish(maker, id);
    else await this.examples.publishInThePast(id, draft, maker);
  }
}

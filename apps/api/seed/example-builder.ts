import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { RuleDraftsService, RulesService } from '#allocation';
import { CampaignsRepository, type CampaignDraft } from '#campaigns';
import { IdentityRepository, type Viewer } from '#identity';
import { chinaDay, Clock, IdSource, invariant, startOfDay } from '#kernel';
import { Database, Settings } from '#platform';
import { TeamsRepository } from '#teams';
import { CHARITY, DEMO_LOGINS, INDICATORS, PROGRAM_NAME, RULE_NOTE, SYSTEM_TEAMS } from './examples.js';
import { federationId, hunan } from './hunan.js';

const RULE_IN_FORCE_FROM = startOfDay('2026-01-01');

/** The pieces the seeder puts together. */
@Injectable()
export class ExampleBuilder {
  constructor(
    @Inject(Settings) private readonly settings: Settings,
    @Inject(Database) private readonly database: Database,
    @Inject(IdentityRepository) private readonly identity: IdentityRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(TeamsRepository) private readonly teamsOf: TeamsRepository,
    @Inject(RulesService) private readonly rules: RulesService,
    @Inject(RuleDraftsService) private readonly drafts: RuleDraftsService,
    @Inject(IdSource) private readonly ids: IdSource,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  today(): string {
    return chinaDay(this.clock.now());
  }

  async people(): Promise<{ maker: Viewer; checker: Viewer }> {
    const people = await this.database.transaction(async (tx) => {
      const invited: Viewer[] = [];
      for (const { name, email, password, role, city } of DEMO_LOGINS) {
        const orgUnitId = city && federationId(city);
        invited.push(await this.identity.invite(tx, { name, email, password, role, orgUnitId }));
      }
      return invited;
    });
    const [maker, checker] = people;
    invariant(maker && checker, 'the examples name a maker and a checker');
    return { maker, checker };
  }

  async programme(maker: Viewer, checker: Viewer): Promise<void> {
    const programId = this.ids.next('program');
    await this.database.transaction(async (tx) => {
      await this.campaigns.insertProgram(
        tx,
        { id: this.ids.next('charity'), ...CHARITY },
        { id: programId, name: PROGRAM_NAME },
      );
    });
    await this.indicators(maker);
    await this.rules.adopt(maker, checker, {
      campaignId: null,
      method: 'MOTHERS',
      managementBp: 0,
      feeCarrier: 'FOUNDATION',
      effectiveFrom: RULE_IN_FORCE_FROM,
      note: RULE_NOTE,
      cities: [],
    });
  }

  /** Sample figures a rule may share the pool by. */
  private async indicators(maker: Viewer): Promise<void> {
    for (const { kind, asOf, source, figures } of INDICATORS) {
      const rows = Object.entries(figures).map(([regionCode, value]) => ({ regionCode, value }));
      await this.drafts.recordFigures(maker, { kind, asOf, source, figures: rows });
    }
  }

  async create(slug: string, draft: CampaignDraft, maker: Viewer): Promise<string> {
    const programId = await this.campaigns.firstProgramId();
    invariant(programId, 'a programme exists before its campaigns');
    const id = this.ids.next('campaign');
    await this.database.transaction(async (tx) => {
      await this.campaigns.insert(tx, { ...draft, id, slug, programId, createdBy: maker.id });
      const first = { from: null, to: 'DRAFT', actor: maker.id, reason: 'created', at: this.clock.now() } as const;
      await this.campaigns.recordTransition(tx, id, first);
    });
    return id;
  }

  async publishInThePast(id: string, draft: CampaignDraft, maker: Viewer): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.campaigns.setState(tx, id, 'LIVE');
      const step = { from: 'APPROVED', to: 'LIVE', actor: maker.id, reason: 'published', at: draft.startsAt } as const;
      await this.campaigns.recordTransition(tx, id, step);
    });
  }

  async teams(campaignId: string, regionCodes: readonly string[]): Promise<void> {
    const { regions } = hunan();
    const cityTeams = regions
      .filter(({ level, code }) => level === 'CITY' && regionCodes.includes(code))
      .map(({ code, shortName }) => ({
        name: `${shortName}姐姐战队（示例）`,
        slogan: `${shortName}的母亲，我们一起帮`,
        regionCode: code,
        kind: 'CITY' as const,
      }));
    const systemTeams = SYSTEM_TEAMS.map((team) => ({ ...team, regionCode: null, kind: 'SYSTEM' as const }));
    const teams = [...cityTeams, ...systemTeams].map((team) => ({ ...team, id: this.ids.next('team'), campaignId }));
    await this.database.transaction((tx) => this.teamsOf.insertExamples(tx, teams));
  }

  /** For the start command to show; the file exists only where demo logins do. */
  async printLogins(): Promise<void> {
    const logins = DEMO_LOGINS.map(({ label, email, password }) => ({ role: label, email, password }));
    await writeFile(path.join(this.settings.dataDir, 'demo-logins.json'), JSON.stringify(logins, null, 2));
  }
}
